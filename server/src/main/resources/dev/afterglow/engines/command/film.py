#!/usr/bin/env python3
"""Makes one film with a diffusers pipeline and ends. Needs: torch diffusers transformers accelerate
imageio imageio-ffmpeg ftfy. Words such as "progress 3/20" tell how far it is."""
import argparse

import torch
from diffusers import DiffusionPipeline, WanImageToVideoPipeline
from diffusers.utils import export_to_video, load_image


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", required=True)
    options.add_argument("--prompt-file", required=True)
    options.add_argument("--image")
    options.add_argument("--width", type=int, required=True)
    options.add_argument("--height", type=int, required=True)
    options.add_argument("--frames", type=int, required=True)
    options.add_argument("--fps", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--steps", type=int, default=30)
    options.add_argument("--output", required=True)
    wanted = options.parse_args()

    kind = WanImageToVideoPipeline if wanted.image else DiffusionPipeline
    pipeline = kind.from_pretrained(wanted.model, torch_dtype=torch.bfloat16)
    pipeline.enable_model_cpu_offload()
    with open(wanted.prompt_file, encoding="utf-8") as file:
        prompt = file.read()

    def tell(_pipeline, step, _time, values):
        print(f"progress {step + 1}/{wanted.steps}", flush=True)
        return values

    more = {}
    if wanted.image:
        more["image"] = load_image(wanted.image).resize((wanted.width, wanted.height))
    frames = pipeline(
        prompt=prompt,
        width=wanted.width,
        height=wanted.height,
        num_frames=wanted.frames,
        num_inference_steps=wanted.steps,
        generator=torch.Generator("cpu").manual_seed(wanted.seed),
        callback_on_step_end=tell,
        **more,
    ).frames[0]
    export_to_video(frames, wanted.output, fps=wanted.fps)


if __name__ == "__main__":
    main()
