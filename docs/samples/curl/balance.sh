curl http://127.0.0.1:8080/v1/balance -H "Authorization: Bearer $AFTERGLOW_KEY"
