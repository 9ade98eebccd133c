library(httr2)

id <- commandArgs(trailingOnly = TRUE)[1]
repeat {
  answer <- request("http://127.0.0.1:8080/v1/tasks") |>
    req_url_path_append(id) |>
    req_url_query(wait = 30) |>
    req_auth_bearer_token(Sys.getenv("AFTERGLOW_KEY")) |>
    req_perform() |>
    resp_body_json()
  task <- answer$data
  cat(task$status, task$progress, "\n")
  if (!task$status %in% c("pending", "processing")) break
}

if (task$status != "completed") stop(task$error$message)
request(task$result$videos[[1]]$url[[1]]) |> req_perform(path = "film.mp4")
