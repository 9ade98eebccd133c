using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8080") };
http.DefaultRequestHeaders.Authorization =
    new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("AFTERGLOW_KEY"));

var answer = await http.PostAsJsonAsync("/v1/videos/generations", new
{
    model = "sora-2",
    prompt = "瀑布倾泻而下形成彩虹",
    duration = 8,
    resolution = "720p",
    aspect_ratio = "16:9",
});
var body = await answer.Content.ReadAsStringAsync();
if (!answer.IsSuccessStatusCode) throw new HttpRequestException(body);
using var json = JsonDocument.Parse(body);
Console.WriteLine(json.RootElement.GetProperty("data")[0].GetProperty("task_id").GetString());
