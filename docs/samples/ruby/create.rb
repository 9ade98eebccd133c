require "json"
require "net/http"

answer = Net::HTTP.post(
  URI("http://127.0.0.1:8080/v1/videos/generations"),
  {
    model: "sora-2",
    prompt: "瀑布倾泻而下形成彩虹",
    duration: 8,
    resolution: "720p",
    aspect_ratio: "16:9"
  }.to_json,
  "Authorization" => "Bearer #{ENV.fetch("AFTERGLOW_KEY")}",
  "Content-Type" => "application/json"
)
abort answer.body unless answer.is_a?(Net::HTTPOK)
puts JSON.parse(answer.body)["data"][0]["task_id"]
