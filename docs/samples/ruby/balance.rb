require "json"
require "net/http"

answer = Net::HTTP.get_response(
  URI("http://127.0.0.1:8080/v1/balance"),
  { "Authorization" => "Bearer #{ENV.fetch("AFTERGLOW_KEY")}" }
)
abort answer.body unless answer.is_a?(Net::HTTPOK)
puts JSON.parse(answer.body)["remain_balance"]
