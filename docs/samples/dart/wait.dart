import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main(List<String> arguments) async {
  final address = Uri.parse('http://127.0.0.1:8080/v1/tasks/${arguments[0]}?wait=30');
  final key = {'Authorization': 'Bearer ${Platform.environment['AFTERGLOW_KEY']}'};
  dynamic task;
  do {
    final answer = await http.get(address, headers: key);
    if (answer.statusCode != 200) throw HttpException(answer.body);
    task = jsonDecode(utf8.decode(answer.bodyBytes))['data'];
    print('${task['status']} ${task['progress']}');
  } while (task['status'] == 'pending' || task['status'] == 'processing');

  if (task['status'] != 'completed') throw HttpException('${task['error']}');
  final film = await http.get(Uri.parse(task['result']['videos'][0]['url'][0]));
  if (film.statusCode != 200) throw HttpException('no film: ${film.statusCode}');
  await File('film.mp4').writeAsBytes(film.bodyBytes);
}
