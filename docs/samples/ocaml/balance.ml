(* ocamlfind ocamlopt -thread -package cohttp-lwt-unix -linkpkg balance.ml -o balance *)
open Lwt.Infix

let headers = Cohttp.Header.init_with "Authorization" ("Bearer " ^ Sys.getenv "AFTERGLOW_KEY")

let () =
  Lwt_main.run
    ( Cohttp_lwt_unix.Client.get ~headers (Uri.of_string "http://127.0.0.1:8080/v1/balance")
    >>= fun (_, body) -> Cohttp_lwt.Body.to_string body >|= print_endline )
