#import <Foundation/Foundation.h>

static NSData *get(NSString *address, NSString *key) {
  NSURL *url = [NSURL URLWithString:address];
  NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:url];
  if (key) {
    [request setValue:[@"Bearer " stringByAppendingString:key] forHTTPHeaderField:@"Authorization"];
  }
  __block NSData *answer = nil;
  dispatch_semaphore_t answered = dispatch_semaphore_create(0);
  [[NSURLSession.sharedSession
      dataTaskWithRequest:request
        completionHandler:^(NSData *body, NSURLResponse *response, NSError *error) {
          if (error) NSLog(@"%@", error);
          answer = body;
          dispatch_semaphore_signal(answered);
        }] resume];
  dispatch_semaphore_wait(answered, DISPATCH_TIME_FOREVER);
  if (!answer) exit(1);
  return answer;
}

int main(int count, const char *arguments[]) {
  @autoreleasepool {
    if (count < 2) return 2;
    NSString *key = NSProcessInfo.processInfo.environment[@"AFTERGLOW_KEY"];
    NSString *address = [NSString
        stringWithFormat:@"http://127.0.0.1:8080/v1/tasks/%s?wait=30", arguments[1]];
    NSDictionary *task;
    do {
      NSData *body = get(address, key);
      task = [NSJSONSerialization JSONObjectWithData:body options:0 error:nil][@"data"];
      NSLog(@"%@ %@", task[@"status"], task[@"progress"]);
    } while ([@[@"pending", @"processing"] containsObject:task[@"status"]]);

    NSString *film = task[@"result"][@"videos"][0][@"url"][0];
    if (!film) return 1;
    return ![get(film, nil) writeToFile:@"film.mp4" atomically:YES];
  }
}
