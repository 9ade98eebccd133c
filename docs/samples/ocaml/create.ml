(* ocamlfind ocamlopt -thread -package cohttp-lwt-unix,yojson -linkpkg create.ml -o create *)
open Lwt.Infix

let order =
  Yojson.Safe.to_string
    (`Assoc
      [
        ("model", `String "sora-2");
        ("prompt", `String "瀑布倾泻而下形成彩虹");
        ("duration", `Int 8);
        ("resolution", `String "720p");
        ("aspect_ratio", `String "16:9");
      ])

let headers =
  Cohttp.Header.of_list
    [
      ("Authorization", "Bearer " ^ Sys.getenv "AFTERGLOW_KEY");
      ("Content-Type", "application/json");
    ]

let () =
  Lwt_main.run
    ( Cohttp_lwt_unix.Client.post ~headers
        ~body:(Cohttp_lwt.Body.of_string order)
        (Uri.of_string "http://127.0.0.1:8080/v1/videos/generations")
    >>= fun (response, body) ->
      Cohttp_lwt.Body.to_string body >|= fun text ->
      if Cohttp.Response.status response <> `OK then failwith text;
      print_endline text )
