package backtest

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/codec/stances"
)

// reference opens a file of the reference cases, or skips the test: the DEU
// data may be used in tests where they are at hand and are not shipped.
func reference(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("ENTENTE_SHARED")
	for dir := "."; root == "" && len(dir) < 40; dir = filepath.Join(dir, "..") {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			root = filepath.Join(dir, "..", "shared")
		}
	}
	data, err := os.ReadFile(filepath.Join(root, "reference", "bargaining", name))
	if err != nil {
		t.Skipf("REFERENCE DATA NOT AT HAND, nothing was compared: %v (set ENTENTE_SHARED)", err)
	}
	return string(data)
}

func referenceJSON(t testing.TB, name string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(reference(t, name)), into); err != nil {
		t.Fatal(err)
	}
}

func table(t testing.TB, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// deu reads the training part of DEU III.
func deu(t testing.TB) *Record {
	t.Helper()
	text := reference(t, "deu3_train.tsv")
	d, problems := stances.Read("deu3_train.tsv", []byte(text), stances.Detect)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return FromStances("deu3_train.tsv", fmt.Sprintf("%x", sha256.Sum256([]byte(text))), d)
}
