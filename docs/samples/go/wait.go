package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

type task struct {
	Status   string
	Progress int
	Result   struct{ Videos []struct{ URL []string } }
	Error    struct{ Message string }
}

func get(address string, withKey bool) *http.Response {
	request, err := http.NewRequest("GET", address, nil)
	if err != nil {
		log.Fatal(err)
	}
	if withKey {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("AFTERGLOW_KEY"))
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode != 200 {
		log.Fatal(response.Status)
	}
	return response
}

func ask(id string) task {
	response := get("http://127.0.0.1:8080/v1/tasks/"+id+"?wait=30", true)
	defer response.Body.Close()
	var answer struct{ Data task }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Data.Status, answer.Data.Progress)
	return answer.Data
}

func main() {
	now := ask(os.Args[1])
	for now.Status == "pending" || now.Status == "processing" {
		now = ask(os.Args[1])
	}
	if now.Status != "completed" {
		log.Fatal(now.Status, " ", now.Error.Message)
	}
	film := get(now.Result.Videos[0].URL[0], false)
	defer film.Body.Close()
	file, err := os.Create("film.mp4")
	if err != nil {
		log.Fatal(err)
	}
	if _, err := io.Copy(file, film.Body); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}
