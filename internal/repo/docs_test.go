package repo

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/cli"
)

// help runs the program's own help, so that the documents are held to what it
// does and not to a list that somebody has to keep.
func help(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out, err bytes.Buffer
	status := cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	return out.String(), status
}

var (
	codeSpan = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`")
	command  = regexp.MustCompile(`(?:^|[\s(|;&$])(?:bin/|\./bin/|\./)?entente ([a-z][a-z-]*)([^\n` + "`" + `|;]*)`)
	longFlag = regexp.MustCompile(`(?:^|\s|\[)--([a-z][a-z-]*)`)
)

func TestDocumentsNameRealCommandsAndFlags(t *testing.T) {
	seen := 0
	for _, name := range tracked(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, code := range codeSpan.FindAllString(read(t, name), -1) {
			for _, m := range command.FindAllStringSubmatch(strings.Trim(code, "`"), -1) {
				seen++
				text, status := help(t, "help", m[1])
				if status != 0 {
					t.Errorf("%s names the command `entente %s`, which does not exist", name, m[1])
					continue
				}
				for _, f := range longFlag.FindAllStringSubmatch(m[2], -1) {
					if f[1] != "help" && !strings.Contains(text, "--"+f[1]) {
						t.Errorf("%s names the flag --%s of `entente %s`, which does not exist", name, f[1], m[1])
					}
				}
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d commands found in the documents; the test looks past them", seen)
	}
}

var link = regexp.MustCompile(`[^!]\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)`)

func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	for _, name := range tracked(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(read(t, name), -1) {
			if strings.Contains(m[1], ":") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root(t), filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}

func textFiles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range tracked(t) {
		if b := read(t, name); utf8.ValidString(b) && !strings.ContainsRune(b, 0) {
			out[name] = b
		}
	}
	return out
}

// What is true of one machine alone has no place in the repository.
func TestNoTracesOfAMachine(t *testing.T) {
	top := root(t)
	home, err := os.UserHomeDir()
	if err != nil || len(home) < 2 {
		home = top
	}
	resolved := regexp.MustCompile(`"resolved":\s*"https?://`)
	hosts := proxyHosts(t)
	for name, text := range textFiles(t) {
		if strings.Contains(text, top+"/") || strings.Contains(text, home+"/") {
			t.Errorf("%s holds a path of one machine", name)
		}
		for _, h := range hosts {
			if strings.Contains(text, h) {
				t.Errorf("%s names a package host of this machine", name)
			}
		}
		switch base := filepath.Base(name); {
		case base == "package-lock.json" && resolved.MatchString(text):
			t.Errorf("%s holds addresses of a registry; set omit-lockfile-registry-resolved and write it anew", name)
		case base == ".npmrc" && strings.Contains(text, "registry") && strings.Contains(text, "http"):
			t.Errorf("%s names a registry", name)
		}
	}
}

// proxyHosts are the hosts that Go and npm are set to fetch from here.
func proxyHosts(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, args := range [][]string{{"go", "env", "GOPROXY"}, {"npm", "config", "get", "registry"}} {
		b, err := exec.Command(args[0], args[1:]...).Output()
		if err != nil {
			t.Logf("%s is not here to be asked: %v", args[0], err)
			continue
		}
		for _, s := range strings.FieldsFunc(strings.TrimSpace(string(b)), func(r rune) bool { return r == ',' || r == '|' }) {
			if u, err := url.Parse(s); err == nil && u.Host != "" && !strings.HasPrefix(u.Host, "localhost") && !strings.HasPrefix(u.Host, "127.") {
				out = append(out, u.Host)
			}
		}
	}
	return out
}

func TestVersionsArePinned(t *testing.T) {
	latest := "@" + "latest"
	for name, text := range textFiles(t) {
		base := filepath.Base(name)
		script := base == "Makefile" || base == "package.json" || path.Ext(name) == ".sh" || strings.HasPrefix(name, ".ci/")
		if script && strings.Contains(text, latest) {
			t.Errorf("%s installs %s of something; pin the version", name, latest)
		}
	}
}
