import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

let key = ProcessInfo.processInfo.environment["AFTERGLOW_KEY"] ?? ""
var request = URLRequest(url: URL(string: "http://127.0.0.1:8080/v1/balance")!)
request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
let (body, _) = try await URLSession.shared.data(for: request)
print(String(decoding: body, as: UTF8.self))
