import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  final answer = await http.post(
    Uri.parse('http://127.0.0.1:8080/v1/videos/generations'),
    headers: {
      'Authorization': 'Bearer ${Platform.environment['AFTERGLOW_KEY']}',
      'Content-Type': 'application/json',
    },
    body: jsonEncode({
      'model': 'sora-2',
      'prompt': '瀑布倾泻而下形成彩虹',
      'duration': 8,
      'resolution': '720p',
      'aspect_ratio': '16:9',
    }),
  );
  if (answer.statusCode != 200) throw HttpException(answer.body);
  print(jsonDecode(answer.body)['data'][0]['task_id']);
}
