<?php

$request = curl_init('http://127.0.0.1:8080/v1/videos/generations');
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('AFTERGLOW_KEY'),
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'model' => 'sora-2',
        'prompt' => '瀑布倾泻而下形成彩虹',
        'duration' => 8,
        'resolution' => '720p',
        'aspect_ratio' => '16:9',
    ]),
]);
$body = curl_exec($request);
if ($body === false || curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {
    throw new RuntimeException($body === false ? curl_error($request) : $body);
}
echo json_decode($body, true)['data'][0]['task_id'], "\n";
