package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/score"
)

const question = `{"type":"question","q":"x","at":"2016-09-01","by":"a","text":"Will it?","rule":"two wire reports","opens":"2016-09-01","closes":"2016-10-01","base_rate":0.2}`

func TestAdd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	now := time.Date(2016, 9, 2, 9, 0, 0, 0, time.UTC)
	first, err := Add(path, []byte(question+"\n"+`{"type":"forecast","q":"x","by":"a","p":0.6}`+"\n"), now)
	if err != nil || first.Lines != 2 {
		t.Fatalf("%+v %v", first, err)
	}
	// A file whose last newline is gone is added to all the same.
	data, _ := os.ReadFile(path)
	if err := os.WriteFile(path, data[:len(data)-1], 0o644); err != nil {
		t.Fatal(err)
	}
	second, err := Add(path, []byte(`{"type":"forecast","q":"x","by":"a","p":0.4}`), now.Add(time.Hour))
	if err != nil || second.Lines != 3 {
		t.Fatalf("%+v %v", second, err)
	}
	data, _ = os.ReadFile(path)
	l, err := score.ReadLedger(data)
	if err != nil || l.Chain() != second || !strings.Contains(string(data), `"at":"2016-09-02T09:00:00Z"`) || len(l.Doubts) > 0 {
		t.Fatalf("%v\n%s", err, data)
	}
	// All or nothing.
	_, err = Add(path, []byte(`{"type":"forecast","q":"x","by":"a","p":0.3}`+"\n"+`{"type":"forecast","q":"x","by":"a","p":0}`), now.Add(2*time.Hour))
	var fault *score.Error
	if !errors.As(err, &fault) || fault.Code != score.CodeCertain || !strings.HasPrefix(err.Error(), "entry 2: ") {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"{", "[]", `{"type":3}`, `{"type":"forecast","q":"x","by":"a","at":"soon"}`} {
		if _, err := Add(path, []byte(bad), now.Add(2*time.Hour)); err == nil {
			t.Errorf("%s was added", bad)
		}
	}
	if after, _ := os.ReadFile(path); string(after) != string(data) {
		t.Error("a refused entry changed the file")
	}
	if err := os.WriteFile(path+".lock", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Add(path, []byte(question), now); !errors.Is(err, ErrLocked) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path + ".lock"); err != nil {
		t.Error("another's lock was removed")
	}
}
