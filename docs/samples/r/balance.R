library(httr2)

answer <- request("http://127.0.0.1:8080/v1/balance") |>
  req_auth_bearer_token(Sys.getenv("AFTERGLOW_KEY")) |>
  req_perform() |>
  resp_body_json()
cat(answer$remain_balance, "\n")
