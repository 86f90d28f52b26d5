package httpapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"entente/internal/problem"
)

// Options of Serve.
type Options struct {
	Addr  string           // host:port, the host a loopback one; empty: 127.0.0.1 and any free port
	Cases []string         // opened from the start: folders or files
	Open  bool             // show the workbench in a browser
	Log   *slog.Logger     // nil: silent
	Ready func(url string) // called once, when requests are answered
}

// graceful is how long requests may go on after the server was told to stop.
const graceful = 5 * time.Second

// Serve answers requests until ctx ends, then lets those in hand finish. What
// is wrong with the options is a problem.List.
func Serve(ctx context.Context, o Options) error {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	l, err := listen(o.Addr)
	if err != nil {
		return err
	}
	defer l.Close()

	// Runs end when the server is told to stop, not when its last request ends.
	s, err := newServer(ctx, o.Cases, log)
	if err != nil {
		return err
	}
	handler, err := s.handler(l.Addr())
	if err != nil {
		return err
	}
	srv := httpServer(handler, log)
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()

	url := "http://" + l.Addr().String() + "/"
	log.Info("serving", "url", url)
	if o.Ready != nil {
		o.Ready(url)
	}
	if o.Open {
		go openBrowser(ctx, url, log)
	}

	select {
	case err := <-served:
		return fmt.Errorf("serving on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		log.Warn("some requests were cut off", "error", err)
		if err := srv.Close(); err != nil {
			return fmt.Errorf("closing the server: %w", err)
		}
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving on %s: %w", l.Addr(), err)
	}
	return nil
}

// httpServer bounds how long and how much a client may send.
func httpServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      maxRequest + 25*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// listen opens a loopback address and no other.
func listen(addr string) (net.Listener, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, refused("serve/address", fmt.Sprintf("%q is not an address to listen on: %v.", addr, err),
			"Write host and port, such as 127.0.0.1:8420.")
	}
	switch host {
	case "localhost": // not asked of the resolver, which may be told otherwise
		host = "127.0.0.1"
	default:
		if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
			return nil, refused("serve/not-loopback",
				fmt.Sprintf("%q would be reachable from other machines, and the workbench lets whoever reaches it read and change files.", addr),
				"Listen on 127.0.0.1 (or localhost, or [::1]). To work from another machine, forward the port over ssh.")
		}
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, refused("serve/cannot-listen", fmt.Sprintf("The server cannot listen on %s: %v.", addr, err),
			"Stop the program that holds the port, or choose another one; port 0 takes any that is free.")
	}
	return l, nil
}

func refused(code, cause, remedy string) error {
	return problem.List{{Code: code, Severity: problem.Error, Cause: cause, Remedy: remedy}}
}
