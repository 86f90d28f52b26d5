package eval_test

import (
	"testing"

	"entente/internal/eval/evaltest"
)

func TestReferenceCases(t *testing.T) {
	for _, f := range []struct {
		name string
		ops  []string
	}{
		{"evidence/text.json", nil},
		{"evidence/ledger.json", nil},
		{"causes/factions.json", []string{"factions.aggregate", "factions.fj"}},
		{"hypotheses/words.json", nil},
	} {
		t.Run(f.name, func(t *testing.T) { evaltest.RunFile(t, f.name, f.ops...) })
	}
}
