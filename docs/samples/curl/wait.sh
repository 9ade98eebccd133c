task=$1
status=pending
while [ "$status" = pending ] || [ "$status" = processing ]; do
  answer=$(curl -sS "http://127.0.0.1:8080/v1/tasks/$task?wait=30" \
    -H "Authorization: Bearer $AFTERGLOW_KEY") || exit 1
  status=$(printf '%s' "$answer" | sed -n 's/.*"status":"\([a-z]*\)".*/\1/p')
  echo "$status"
done
film=$(printf '%s' "$answer" | sed -n 's/.*"url":\["\([^"]*\)".*/\1/p')
[ -n "$film" ] && curl -sS -f "$film" -o film.mp4
