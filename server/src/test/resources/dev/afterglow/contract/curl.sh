curl --request POST \
  --url https://xcompute.us/v1/videos/generations \
  --header 'Authorization: Bearer <token>' \
  --header 'Content-Type: application/json' \
  --data '{
    "model": "sora-2",
    "prompt": "瀑布倾泻而下形成彩虹",
    "duration": 8,
    "resolution": "720p",
    "aspect_ratio": "16:9",
    "image_urls": ["https://cdn.apimart.ai/doc/9998238782946594-f62f70ce-348c-4b13-bb5f-15f17bee676b-image_task_01K88BEGZHVJWJ3ZV6HY99SWQR_0.png"]
  }'
