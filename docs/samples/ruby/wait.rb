require "json"
require "net/http"

url = URI("http://127.0.0.1:8080/v1/tasks/#{ARGV[0]}?wait=30")
key = { "Authorization" => "Bearer #{ENV.fetch("AFTERGLOW_KEY")}" }
loop do
  answer = Net::HTTP.get_response(url, key)
  abort answer.body unless answer.is_a?(Net::HTTPOK)
  $task = JSON.parse(answer.body)["data"]
  puts "#{$task["status"]} #{$task["progress"]}"
  break unless %w[pending processing].include?($task["status"])
end

abort $task.dig("error", "message") || $task["status"] unless $task["status"] == "completed"
film = Net::HTTP.get_response(URI($task["result"]["videos"][0]["url"][0]))
abort "no film: #{film.code}" unless film.is_a?(Net::HTTPOK)
File.binwrite("film.mp4", film.body)
