package backtest

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"entente/internal/codec/stances"
	"entente/internal/referencetest"
)

// reference opens a file of the reference cases, or skips the test: the DEU
// data may be used in tests where they are at hand and are not shipped.
func reference(t testing.TB, name string) string {
	t.Helper()
	return string(referencetest.Read(t, "bargaining/"+name))
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
