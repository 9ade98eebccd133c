<?php

function get(string $url, array $headers = []): string
{
    $request = curl_init($url);
    curl_setopt_array($request, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => $headers,
    ]);
    $body = curl_exec($request);
    if ($body === false || curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {
        throw new RuntimeException($body === false ? curl_error($request) : $body);
    }
    return $body;
}

$url = 'http://127.0.0.1:8080/v1/tasks/' . $argv[1] . '?wait=30';
do {
    $answer = get($url, ['Authorization: Bearer ' . getenv('AFTERGLOW_KEY')]);
    $task = json_decode($answer, true)['data'];
    echo $task['status'], ' ', $task['progress'], "\n";
} while (in_array($task['status'], ['pending', 'processing']));

if ($task['status'] !== 'completed') {
    throw new RuntimeException($task['error']['message'] ?? $task['status']);
}
file_put_contents('film.mp4', get($task['result']['videos'][0]['url'][0]));
