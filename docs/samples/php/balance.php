<?php

$request = curl_init('http://127.0.0.1:8080/v1/balance');
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('AFTERGLOW_KEY')],
]);
$body = curl_exec($request);
if ($body === false || curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {
    throw new RuntimeException($body === false ? curl_error($request) : $body);
}
echo json_decode($body, true)['remain_balance'], "\n";
