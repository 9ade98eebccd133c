package dev.afterglow.engines.preview.scene;

/** How the camera moves through the whole film. */
public enum CameraMove {
  STILL,
  /** The gentle drift of a film whose prompt says nothing of the camera. */
  DRIFT,
  PAN_LEFT,
  PAN_RIGHT,
  TILT_UP,
  TILT_DOWN,
  PUSH_IN,
  PULL_OUT,
  ORBIT,
  /** High above and forward, as from the air. */
  FLY
}
