/** True only in builds made with XINTU_BUILD_FAIL_POINTS=1; the bundler removes the dead branch otherwise. */
declare const __FAIL_POINTS__: boolean;

/** True in builds for production, which bring a service worker along. */
declare const __SERVICE_WORKER__: boolean;
