curl http://127.0.0.1:8080/v1/videos/generations \
  -H "Authorization: Bearer $AFTERGLOW_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "sora-2",
    "prompt": "瀑布倾泻而下形成彩虹",
    "duration": 8,
    "resolution": "720p",
    "aspect_ratio": "16:9"
  }'
