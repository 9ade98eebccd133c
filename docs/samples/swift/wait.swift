import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

struct Answer: Decodable {
    struct Task: Decodable {
        struct Result: Decodable { let videos: [Video] }
        struct Video: Decodable { let url: [String] }
        let status: String
        let progress: Int
        let result: Result?
    }
    let data: Task
}

let key = ProcessInfo.processInfo.environment["AFTERGLOW_KEY"] ?? ""
let id = CommandLine.arguments[1]
var request = URLRequest(url: URL(string: "http://127.0.0.1:8080/v1/tasks/\(id)?wait=30")!)
request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")

var task: Answer.Task
repeat {
    let (body, _) = try await URLSession.shared.data(for: request)
    task = try JSONDecoder().decode(Answer.self, from: body).data
    print(task.status, task.progress)
} while ["pending", "processing"].contains(task.status)

guard let film = task.result?.videos.first?.url.first else {
    fatalError(task.status)
}
let (bytes, _) = try await URLSession.shared.data(from: URL(string: film)!)
try bytes.write(to: URL(fileURLWithPath: "film.mp4"))
