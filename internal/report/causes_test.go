package report

import (
	"io"
	"strings"
	"testing"

	"entente/internal/codec/causal"
	"entente/internal/solo"
)

const causalMap = `from,to,sign,low,high,uncertain,lag,claims,note
payoff,moderates,+,0.3,0.8,,,ll-payoff,
payoff,need,-,,,,,ll-need,
need,receptivity,+,,,,,ll-need,
receptivity,cooperation,+,,,,,,
moderates,cooperation,-,,,yes,,,
cooperation,normalisation,-,,,,,,
normalisation,receptivity,-,,,,,,
threats,cooperation,+,,,,,,
rumours,cooperation,0,,,,,,
`

func causesOf(t *testing.T, o solo.CauseOptions) *solo.Causes {
	t.Helper()
	f, list := causal.Read(causal.EdgesCSV, "map.csv", []byte(causalMap))
	if list.HasErrors() {
		t.Fatal(list)
	}
	r, err := solo.RunCauses(t.Context(), solo.CauseFile("map.csv", "0123456789abcdef", causal.EdgesCSV, f, list, false), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGoldenCauses(t *testing.T) {
	golden(t, "causes.txt", func(w io.Writer) error {
		return CausesText(w, causesOf(t, solo.CauseOptions{
			Presses: []solo.Press{{{Node: "payoff", Size: 1}, {Node: "threats", Size: 1}}, {{Node: "normalisation", Size: -1}}},
			Observe: []solo.SeenPress{{Press: solo.Press{{Node: "payoff", Size: 1}, {Node: "threats", Size: 0.5}}, Node: "cooperation", Moved: "-"}},
			Off:     []solo.MechanismOff{{Name: "trade", Cut: []string{"payoff -> need"}}, {Name: "hold receptivity", Hold: []string{"receptivity"}}},
			Draws:   2000, Seed: 1,
		}), TextStyle{})
	})
}

// No share of draws is printed as a percentage.
func TestCausesPrintNoPercentages(t *testing.T) {
	var b strings.Builder
	if err := CausesText(&b, causesOf(t, solo.CauseOptions{Presses: []solo.Press{{{Node: "payoff", Size: 1}}}, Draws: 300}), TextStyle{}); err != nil {
		t.Fatal(err)
	}
	if text := strings.ReplaceAll(b.String(), "95% interval", ""); strings.Contains(text, "%") || !strings.Contains(text, " of 100") {
		t.Error(text)
	}
}
