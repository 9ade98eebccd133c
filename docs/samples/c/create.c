#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char authorization[300];
  const char *key = getenv("AFTERGLOW_KEY");
  snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", key ? key : "");
  const char *order =
      "{\"model\": \"sora-2\","
      " \"prompt\": \"瀑布倾泻而下形成彩虹\","
      " \"duration\": 8,"
      " \"resolution\": \"720p\","
      " \"aspect_ratio\": \"16:9\"}";

  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL *curl = curl_easy_init();
  struct curl_slist *headers = curl_slist_append(NULL, authorization);
  headers = curl_slist_append(headers, "Content-Type: application/json");
  curl_easy_setopt(curl, CURLOPT_URL, "http://127.0.0.1:8080/v1/videos/generations");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, order);
  CURLcode result = curl_easy_perform(curl); /* prints the answer */
  if (result != CURLE_OK) fprintf(stderr, "%s\n", curl_easy_strerror(result));
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  curl_global_cleanup();
  return result != CURLE_OK;
}
