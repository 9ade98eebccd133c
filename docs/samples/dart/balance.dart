import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  final answer = await http.get(
    Uri.parse('http://127.0.0.1:8080/v1/balance'),
    headers: {'Authorization': 'Bearer ${Platform.environment['AFTERGLOW_KEY']}'},
  );
  if (answer.statusCode != 200) throw HttpException(answer.body);
  print(jsonDecode(answer.body)['remain_balance']);
}
