#import <Foundation/Foundation.h>

int main(void) {
  @autoreleasepool {
    NSString *key = NSProcessInfo.processInfo.environment[@"AFTERGLOW_KEY"];
    NSURL *url = [NSURL URLWithString:@"http://127.0.0.1:8080/v1/balance"];
    NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:url];
    [request setValue:[@"Bearer " stringByAppendingString:key] forHTTPHeaderField:@"Authorization"];
    dispatch_semaphore_t answered = dispatch_semaphore_create(0);
    [[NSURLSession.sharedSession
        dataTaskWithRequest:request
          completionHandler:^(NSData *body, NSURLResponse *response, NSError *error) {
            if (error) {
              NSLog(@"%@", error);
            } else {
              NSLog(@"%@", [[NSString alloc] initWithData:body encoding:NSUTF8StringEncoding]);
            }
            dispatch_semaphore_signal(answered);
          }] resume];
    dispatch_semaphore_wait(answered, DISPATCH_TIME_FOREVER);
  }
  return 0;
}
