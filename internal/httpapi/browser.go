package httpapi

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// openBrowser shows the address in the user's browser. That it cannot is no
// reason to stop: the address is printed as well.
func openBrowser(ctx context.Context, url string, log *slog.Logger) {
	name, args := browser(runtime.GOOS, os.Getenv, url)
	if name == "" {
		log.Info("no display: open the address yourself", "url", url)
		return
	}
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil && ctx.Err() == nil {
		log.Warn("the browser did not open: open the address yourself", "url", url,
			"command", name, "error", err, "output", strings.TrimSpace(string(out)))
	}
}

// browser is the command that opens an address on a system, empty where there
// is no screen to show it on.
func browser(system string, env func(string) string, url string) (name string, args []string) {
	switch system {
	case "darwin":
		return "open", []string{url}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	if env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" && env("WSL_DISTRO_NAME") == "" {
		return "", nil
	}
	return "xdg-open", []string{url}
}
