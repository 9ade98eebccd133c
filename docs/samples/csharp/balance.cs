using System.Net.Http.Headers;
using System.Text.Json;

using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8080") };
http.DefaultRequestHeaders.Authorization =
    new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("AFTERGLOW_KEY"));
using var json = JsonDocument.Parse(await http.GetStringAsync("/v1/balance"));
Console.WriteLine(json.RootElement.GetProperty("remain_balance"));
