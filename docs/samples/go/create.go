package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	body, err := json.Marshal(map[string]any{
		"model":        "sora-2",
		"prompt":       "瀑布倾泻而下形成彩虹",
		"duration":     8,
		"resolution":   "720p",
		"aspect_ratio": "16:9",
	})
	if err != nil {
		log.Fatal(err)
	}
	request, err := http.NewRequest("POST", "http://127.0.0.1:8080/v1/videos/generations", bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("AFTERGLOW_KEY"))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		log.Fatal(response.Status, " ", string(answer), err)
	}
	var accepted struct {
		Data []struct {
			TaskID string `json:"task_id"`
		}
	}
	if err := json.Unmarshal(answer, &accepted); err != nil {
		log.Fatal(err)
	}
	fmt.Println(accepted.Data[0].TaskID)
}
