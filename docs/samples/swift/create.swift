import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

let key = ProcessInfo.processInfo.environment["AFTERGLOW_KEY"] ?? ""
let order: [String: Any] = [
    "model": "sora-2",
    "prompt": "瀑布倾泻而下形成彩虹",
    "duration": 8,
    "resolution": "720p",
    "aspect_ratio": "16:9",
]

var request = URLRequest(url: URL(string: "http://127.0.0.1:8080/v1/videos/generations")!)
request.httpMethod = "POST"
request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONSerialization.data(withJSONObject: order)

let (body, response) = try await URLSession.shared.data(for: request)
guard (response as? HTTPURLResponse)?.statusCode == 200 else {
    fatalError(String(decoding: body, as: UTF8.self))
}
print(String(decoding: body, as: UTF8.self))
