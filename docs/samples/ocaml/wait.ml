(* ocamlfind ocamlopt -thread -package cohttp-lwt-unix,yojson -linkpkg wait.ml -o wait *)
open Lwt.Infix
open Yojson.Safe.Util

let key = Cohttp.Header.init_with "Authorization" ("Bearer " ^ Sys.getenv "AFTERGLOW_KEY")

let get ?headers address =
  Cohttp_lwt_unix.Client.get ?headers (Uri.of_string address) >>= fun (response, body) ->
  Cohttp_lwt.Body.to_string body >|= fun text ->
  if Cohttp.Response.status response <> `OK then failwith text;
  text

let rec ended id =
  get ~headers:key ("http://127.0.0.1:8080/v1/tasks/" ^ id ^ "?wait=30") >>= fun text ->
  let task = Yojson.Safe.from_string text |> member "data" in
  let status = task |> member "status" |> to_string in
  print_endline status;
  if status = "pending" || status = "processing" then ended id else Lwt.return task

let () =
  Lwt_main.run
    ( ended Sys.argv.(1) >>= fun task ->
      let video = task |> member "result" |> member "videos" |> index 0 in
      get (video |> member "url" |> index 0 |> to_string) >|= fun film ->
      let file = open_out_bin "film.mp4" in
      output_string file film;
      close_out file )
