"""A Cog predictor of the tests: noise in a real MP4. The server around it is Cog's own."""
import subprocess
import tempfile
import time
from typing import Optional

import imageio_ffmpeg
import numpy as np
from cog import BasePredictor, Input, Path

SIDE = 64
FPS = 8


class Predictor(BasePredictor):
    def predict(
        self,
        prompt: str = Input(description="what to show"),
        duration: int = Input(default=4, ge=1, le=20),
        resolution: str = Input(default="720p"),
        aspect_ratio: str = Input(default="16:9"),
        seed: int = Input(default=0),
        image: Optional[Path] = Input(default=None),
    ) -> Path:
        if "forbidden" in prompt:
            raise ValueError("flagged as sensitive")
        if "slow" in prompt:
            for _ in range(600):
                time.sleep(0.1)
        noise = np.random.default_rng(seed)
        film = Path(tempfile.mkdtemp()) / "film.mp4"
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo"]
        command += ["-pix_fmt", "rgb24", "-s", f"{SIDE}x{SIDE}", "-r", str(FPS), "-i", "-"]
        command += ["-pix_fmt", "yuv420p", str(film)]
        encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
        red = 200 if image is not None else 0
        for _ in range(duration * FPS):
            frame = noise.integers(0, 55, (SIDE, SIDE, 3), dtype=np.uint8)
            frame[:, :, 0] += red
            encoder.stdin.write(frame.tobytes())
        encoder.stdin.close()
        encoder.wait()
        return film
