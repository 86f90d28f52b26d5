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
		{"causes/cut.json", nil},
		{"causes/exact.json", nil},
		{"causes/factions.json", nil},
		{"causes/fcm.json", nil},
		{"causes/files.json", nil},
		{"causes/maps.json", nil},
		{"causes/press.json", nil},
		{"causes/structure.json", nil},
		{"hypotheses/ach.json", nil},
		{"hypotheses/bayes_nets.json", nil},
		{"hypotheses/update.json", nil},
		{"hypotheses/words.json", nil},
		{"scoring/hamadan_questions.json", nil},
		{"scoring/scores.json", nil},
	} {
		t.Run(f.name, func(t *testing.T) { evaltest.RunFile(t, f.name, f.ops...) })
	}
}
