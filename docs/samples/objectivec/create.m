#import <Foundation/Foundation.h>

int main(void) {
  @autoreleasepool {
    NSString *key = NSProcessInfo.processInfo.environment[@"AFTERGLOW_KEY"];
    NSDictionary *order = @{
      @"model": @"sora-2",
      @"prompt": @"瀑布倾泻而下形成彩虹",
      @"duration": @8,
      @"resolution": @"720p",
      @"aspect_ratio": @"16:9",
    };
    NSURL *url = [NSURL URLWithString:@"http://127.0.0.1:8080/v1/videos/generations"];
    NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:url];
    request.HTTPMethod = @"POST";
    [request setValue:[@"Bearer " stringByAppendingString:key] forHTTPHeaderField:@"Authorization"];
    [request setValue:@"application/json" forHTTPHeaderField:@"Content-Type"];
    request.HTTPBody = [NSJSONSerialization dataWithJSONObject:order options:0 error:nil];

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
