using System.Net.Http.Headers;
using System.Text.Json;

using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8080") };
http.DefaultRequestHeaders.Authorization =
    new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("AFTERGLOW_KEY"));

JsonElement task;
string? status;
do
{
    using var json = JsonDocument.Parse(await http.GetStringAsync($"/v1/tasks/{args[0]}?wait=30"));
    task = json.RootElement.GetProperty("data").Clone();
    status = task.GetProperty("status").GetString();
    Console.WriteLine($"{status} {task.GetProperty("progress")}");
} while (status is "pending" or "processing");

if (status != "completed") throw new InvalidOperationException(task.ToString());
var film = task.GetProperty("result").GetProperty("videos")[0].GetProperty("url")[0].GetString();
using var plain = new HttpClient(); // the link needs no key
await File.WriteAllBytesAsync("film.mp4", await plain.GetByteArrayAsync(film));
