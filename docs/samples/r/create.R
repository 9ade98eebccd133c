library(httr2)

answer <- request("http://127.0.0.1:8080/v1/videos/generations") |>
  req_auth_bearer_token(Sys.getenv("AFTERGLOW_KEY")) |>
  req_body_json(list(
    model = "sora-2",
    prompt = "瀑布倾泻而下形成彩虹",
    duration = 8,
    resolution = "720p",
    aspect_ratio = "16:9"
  )) |>
  req_perform() |>
  resp_body_json()
cat(answer$data[[1]]$task_id, "\n")
