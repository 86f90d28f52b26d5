package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// entry is one file, ready to be sent.
type entry struct {
	kind  string // content type
	cache string // Cache-Control
	tag   string // entity tag of the plain form, quoted
	plain []byte
	// packed is the gzip form, nil where it would save nothing. It is made when
	// first asked for, so that starting the server costs nothing.
	packed func() []byte
}

func newEntry(name string, body []byte) *entry {
	sum := sha256.Sum256(body)
	e := &entry{
		kind:  contentType(name),
		cache: "no-cache",
		tag:   `"` + hex.EncodeToString(sum[:16]) + `"`,
		plain: body,
	}
	if strings.HasPrefix(name, hashed) {
		e.cache = "public, max-age=31536000, immutable"
	}
	e.packed = sync.OnceValue(func() []byte { return pack(e.kind, body) })
	return e
}

// contentTypes overrides the machine's own table, which differs from machine to
// machine and is often wrong for scripts on Windows.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := contentTypes[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// pack compresses text that is long enough to gain from it.
func pack(kind string, body []byte) []byte {
	text := strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "svg")
	if !text || len(body) < 1024 {
		return nil
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant and valid
	}
	if _, err := z.Write(body); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	if b.Len() >= len(body) {
		return nil
	}
	return b.Bytes()
}

func (e *entry) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", e.kind)
	h.Set("Cache-Control", e.cache)
	h.Set("Vary", "Accept-Encoding")

	body, tag := e.plain, e.tag
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		if packed := e.packed(); packed != nil {
			body = packed
			tag = strings.TrimSuffix(e.tag, `"`) + `-gzip"` // another form, another tag
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Etag", tag)
	if Matches(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // a client that has gone away is no fault of ours
}

// Matches reports whether an If-None-Match header names the entity tag. The
// comparison is the weak one, as RFC 9110 section 13.1.2 asks.
func Matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || (part != "" && strings.TrimPrefix(part, "W/") == strings.TrimPrefix(tag, "W/")) {
			return true
		}
	}
	return false
}

// acceptsGzip reads an Accept-Encoding header: gzip, x-gzip or * with a weight
// that is not zero.
func acceptsGzip(header string) bool {
	star := false
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		wanted := true
		if q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); ok {
			weight, err := strconv.ParseFloat(q, 64)
			wanted = err == nil && weight > 0
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return wanted
		case "*":
			star = wanted
		}
	}
	return star
}
