package bargain

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/internal/referencetest"

	"pgregory.net/rapid"
)

func TestExchangeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t)
		model := rapid.SampledFrom([]string{ExchangeEqualGain, ExchangePlannedHistory}).Draw(t, "model")
		res, err := Run(model, &p, Options{Trace: true, Rounds: rapid.IntRange(1, 3).Draw(t, "rounds")})
		if err != nil {
			t.Fatal(err)
		}
		actor := func(name string) int { return slices.Index(p.Actors, name) }
		issue := func(id string) int {
			return slices.IndexFunc(p.Issues, func(is IssueSpec) bool { return is.ID == id })
		}
		for _, round := range res.ExchangeRounds {
			directions := map[[2]int]float64{}
			for _, e := range res.Exchanges {
				if e.Round != round.Round {
					continue
				}
				if math.Abs(e.AGain-e.BGain) > 1e-9 || math.Abs(e.AGain-e.Gain) > 1e-9 {
					t.Errorf("gains %v and %v of %+v", e.AGain, e.BGain, e)
				}
				a, b, q, k := actor(e.A), actor(e.B), issue(e.ASupplies), issue(e.BSupplies)
				for _, s := range []struct {
					who, on  int
					from, to float64
					demands  float64
					known    [2]float64
				}{{a, q, e.AFrom, e.ATo, round.Start.Values[b][q], e.AOutcomeKnown}, {b, k, e.BFrom, e.BTo, round.Start.Values[a][k], e.BOutcomeKnown}} {
					if s.to < -1e-9 || s.to > 100+1e-9 {
						t.Errorf("%+v lands off the scale", e)
					}
					if (s.to-s.from)*(s.demands-s.from) < 0 {
						t.Errorf("%+v moves away from the one who asked", e)
					}
					if low, high := min(s.known[0], s.known[1]), max(s.known[0], s.known[1]); low+1e-8 < s.demands && s.demands < high-1e-8 {
						t.Errorf("%+v carries the outcome from %v to %v, past %v", e, s.known[0], s.known[1], s.demands)
					}
					key := [2]int{s.who, s.on}
					if directions[key]*(s.to-s.from) < 0 && model == ExchangeEqualGain {
						t.Errorf("%+v turns back", e)
					}
					directions[key] = s.to - s.from
				}
			}
			for i := range p.Actors {
				for k := range p.Issues {
					y := round.End.Values[i][k]
					if p.TakesPart(i, k) != !math.IsNaN(y) || y < -1e-9 || y > 100+1e-9 {
						t.Errorf("%s on %s ends at %v", p.Actors[i], p.Issues[k].ID, y)
					}
				}
			}
		}
	})
}

// permuted returns the problem with its actors in another order and its scales
// and capabilities in other units.
func permuted(p Problem, order []int, unit float64) Problem {
	out := Problem{Position: blank(len(p.Actors), len(p.Issues)), Salience: blank(len(p.Actors), len(p.Issues)), Capability: blank(len(p.Actors), len(p.Issues))}
	for _, is := range p.Issues {
		out.Issues = append(out.Issues, IssueSpec{ID: is.ID, Low: -3, High: 1})
	}
	for at, i := range order {
		out.Actors = append(out.Actors, p.Actors[i])
		for k := range p.Issues {
			out.Position[at][k] = -3 + 0.04*p.Position[i][k]
			out.Salience[at][k] = p.Salience[i][k]
			out.Capability[at][k] = unit * p.Capability[i][k]
		}
	}
	return out
}

// randomProblem has continuous numbers, so that nothing is tied.
func randomProblem(seed uint64, n, m int) Problem {
	lot := rand.New(rand.NewPCG(seed, 0))
	p := Problem{Position: blank(n, m), Salience: blank(n, m), Capability: blank(n, m)}
	for k := range m {
		p.Issues = append(p.Issues, IssueSpec{ID: fmt.Sprintf("issue-%d", k), Low: 0, High: 100})
	}
	for i := range n {
		p.Actors = append(p.Actors, fmt.Sprintf("actor-%d", i))
		for k := range m {
			p.Position[i][k], p.Salience[i][k], p.Capability[i][k] = 100*lot.Float64(), 0.1+0.9*lot.Float64(), 0.1+lot.Float64()
		}
	}
	return p
}

func TestExchangeIgnoresRowOrderAndUnits(t *testing.T) {
	for seed := range uint64(40) {
		p := randomProblem(seed, 6, 4)
		want, err := Run(ExchangeEqualGain, &p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(want.ExchangeRounds[0].TiesAtStep) > 0 {
			t.Fatalf("seed %d: ties %v among random numbers", seed, want.ExchangeRounds[0].TiesAtStep)
		}
		other := permuted(p, rand.New(rand.NewPCG(seed, 1)).Perm(6), 1000)
		got, err := Run(ExchangeEqualGain, &other, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Exchanges) != len(want.Exchanges) || len(want.Exchanges) == 0 {
			t.Fatalf("seed %d: %d exchanges, then %d", seed, len(want.Exchanges), len(got.Exchanges))
		}
		for k := range p.Issues {
			if math.Abs(got.OutcomeAfter.Values[k]-want.OutcomeAfter.Values[k]) > 1e-9 || math.Abs(got.ScaleAfter.Values[k]-(-3+0.04*want.OutcomeAfter.Values[k])) > 1e-9 {
				t.Errorf("seed %d: outcome %v (%v on the scale), was %v", seed, got.OutcomeAfter.Values[k], got.ScaleAfter.Values[k], want.OutcomeAfter.Values[k])
			}
		}
	}
}

func TestNextRound(t *testing.T) {
	var file struct {
		Cases []struct{ X, Y, S, Next float64 }
	}
	referencetest.JSON(t, "bargaining/exchange_next_round.json", &file)
	for _, c := range file.Cases {
		if got := NextRoundStart(c.X, c.Y, c.S); math.Abs(got-c.Next) > 1e-9 {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if len(file.Cases) != 4 {
		t.Errorf("%d cases, want 4", len(file.Cases))
	}
}

// twoByTwo is the smallest deal there is: each wants one issue more.
func twoByTwo() Problem {
	return Problem{
		Issues:     []IssueSpec{{ID: "p", High: 100}, {ID: "q", High: 100}},
		Actors:     []string{"a", "b"},
		Position:   [][]float64{{10, 80}, {90, 20}},
		Salience:   [][]float64{{0.8, 0.2}, {0.2, 0.8}},
		Capability: [][]float64{{1, 1}, {1, 1}},
	}
}

// If b went all the way on p, 80 points, a would have to go as far on q, where
// 60 points are between them. So a's move is capped at 60: the outcome of q
// falls by 60 * 0.2 / 1 = 12, that of p by as much, for which b moves 60, and
// each gains 0.8*12 - 0.2*12 = 7.2.
func TestExchangeByHand(t *testing.T) {
	p := twoByTwo()
	res, err := Run(ExchangeEqualGain, &p, Options{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Exchanges) != 1 {
		t.Fatalf("%d exchanges", len(res.Exchanges))
	}
	e := res.Exchanges[0]
	if e.A != "a" || e.ASupplies != "q" || e.ATo != 20 || e.BTo != 30 || math.Abs(e.Gain-7.2) > 1e-12 ||
		math.Abs(e.AOutcome[0]-32) > 1e-12 || math.Abs(e.AOutcome[1]-20) > 1e-12 {
		t.Errorf("got %+v", e)
	}
	want := "Round 1, exchange 1: a moves on q from 80 to 20 towards b, who moves on p from 90 to 30 in return; the outcome of q goes from 32 to 20, that of p from 26 to 14, and each of the two gains 7.2 points of 100, weighed by salience."
	if e.Words != want {
		t.Errorf("words: %s", e.Words)
	}
	if res.Stop != StopLimit || len(res.Warnings) != 1 {
		t.Errorf("stopped by %s, warnings %q", res.Stop, res.Warnings)
	}
}

func TestExchangeStops(t *testing.T) {
	agreed := twoByTwo()
	agreed.Position = [][]float64{{40, 40}, {40, 40}}
	alone := Problem{Issues: []IssueSpec{{ID: "p", High: 1}}, Actors: []string{"a"}, Position: [][]float64{{0.5}}, Salience: [][]float64{{1}}, Capability: [][]float64{{1}}}
	for name, p := range map[string]Problem{"agreed": agreed, "alone": alone} {
		res, err := Run(ExchangeEqualGain, &p, Options{Rounds: 5, Trace: true})
		if err != nil {
			t.Fatal(err)
		}
		if res.Stop != StopNoOffers || len(res.ExchangeRounds) != 1 || !slices.Equal(res.OutcomeBefore.Values, res.OutcomeAfter.Values) || len(res.Moves) != len(p.Actors) {
			t.Errorf("%s: stopped by %s after %d rounds, %v to %v", name, res.Stop, len(res.ExchangeRounds), res.OutcomeBefore, res.OutcomeAfter)
		}
	}
	p := twoByTwo()
	res, err := Run(ExchangeEqualGain, &p, Options{Rounds: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if res.Stop == StopLimit || len(res.ExchangeRounds) < 2 {
		t.Errorf("stopped by %s after %d rounds", res.Stop, len(res.ExchangeRounds))
	}
	for r, round := range res.ExchangeRounds[1:] {
		if !reflect.DeepEqual(round.Start, res.ExchangeRounds[r].NextStart) {
			t.Errorf("round %d starts at %v, not at %v", round.Round, round.Start, res.ExchangeRounds[r].NextStart)
		}
	}
}

// Of three actors, two are twins: whichever deals first takes what is there.
func TestTies(t *testing.T) {
	p := Problem{
		Issues:     []IssueSpec{{ID: "p", High: 100}, {ID: "q", High: 100}},
		Actors:     []string{"a", "twin-1", "twin-2"},
		Position:   [][]float64{{0, 100}, {100, 0}, {100, 0}},
		Salience:   [][]float64{{0.8, 0.3}, {0.3, 0.8}, {0.3, 0.8}},
		Capability: [][]float64{{1, 1}, {1, 1}, {1, 1}},
	}
	all, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "all"}}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all.ExchangeRounds[0].TiesAtStep, []int{1}) || len(all.Exchanges[0].Ties) != 1 || all.Exchanges[0].B != "twin-1" || all.Exchanges[0].Ties[0].B != "twin-2" {
		t.Errorf("ties at %v, first exchange %+v", all.ExchangeRounds[0].TiesAtStep, all.Exchanges[0])
	}
	if !strings.Contains(strings.Join(all.Warnings, " "), "another order of the actors") {
		t.Errorf("the warnings do not name the order of actors: %q", all.Warnings)
	}
	if r := all.TieRange; !r.Complete || r.Runs != 2 || r.Branches != 2 {
		t.Errorf("%+v", r)
	}
	// The twins are alike, so it does not matter to the outcomes which deals.
	for k := range p.Issues {
		if math.Abs(all.TieRange.High.Values[k]-all.TieRange.Low.Values[k]) > 1e-9 || math.Abs(all.TieRange.Low.Values[k]-all.OutcomeAfter.Values[k]) > 1e-9 {
			t.Errorf("outcome of %s between %v and %v, was %v", p.Issues[k].ID, all.TieRange.Low.Values[k], all.TieRange.High.Values[k], all.OutcomeAfter.Values[k])
		}
	}
}

// Copenhagen has ties that matter: all choices include what the lot finds, and
// what the first-in-file rule finds.
func TestTiesOfCopenhagen(t *testing.T) {
	p := decideFile(t, "bargaining/exchange_copenhagen.tab")
	all, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "all"}}})
	if err != nil {
		t.Fatal(err)
	}
	draws, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "draw"}, {"draws", "50"}}, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "draw"}, {"draws", "50"}}, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(draws.TieRange, again.TieRange) {
		t.Errorf("the same seed gave %+v, then %+v", draws.TieRange, again.TieRange)
	}
	if !all.TieRange.Complete || draws.TieRange.Complete || draws.TieRange.Runs != 50 {
		t.Errorf("all: %+v, draws: %+v", all.TieRange, draws.TieRange)
	}
	wide := 0
	for k := range p.Issues {
		low, high := all.TieRange.Low.Values[k], all.TieRange.High.Values[k]
		if draws.TieRange.Low.Values[k] < low-1e-9 || draws.TieRange.High.Values[k] > high+1e-9 || all.OutcomeAfter.Values[k] < low-1e-9 || all.OutcomeAfter.Values[k] > high+1e-9 {
			t.Errorf("%s: %v..%v over all choices, %v..%v over draws, %v in file order", p.Issues[k].ID, low, high, draws.TieRange.Low.Values[k], draws.TieRange.High.Values[k], all.OutcomeAfter.Values[k])
		}
		if high-low > 1 {
			wide++
		}
	}
	if wide == 0 {
		t.Error("no outcome depends on the ties")
	}
	few, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "all"}, {"branches", "2"}, {"draws", "10"}}})
	if err != nil {
		t.Fatal(err)
	}
	if few.TieRange.Complete || few.TieRange.Runs < 10 {
		t.Errorf("with two branches: %+v", few.TieRange)
	}
}

func TestExchangeRefuses(t *testing.T) {
	p := twoByTwo()
	for _, set := range []Setting{{"ties", "some"}, {"history", "none"}, {"draws", "0"}, {"order", "file"}} {
		var name *NameError
		if _, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{set}}); !errors.As(err, &name) {
			t.Errorf("%v: %v", set, err)
		}
	}
	for _, set := range []Setting{{"rounds", "1000000"}, {"draws", "10000000"}, {"branches", "10000000"}} {
		var input *InputError
		if _, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{set}}); !errors.As(err, &input) || input.Field != set.Switch {
			t.Errorf("%v: %v", set, err)
		}
	}
	p.Salience[1] = []float64{0, 0}
	res, err := Run(ExchangeEqualGain, &p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Exchanges) != 0 || !slices.Equal(res.Bystanders, []string{"b"}) {
		t.Errorf("%d exchanges, bystanders %v", len(res.Exchanges), res.Bystanders)
	}
}

// The JSON has what the case files of the field's programs have, by their
// names, and no NaN.
func TestExchangeAsJSON(t *testing.T) {
	p := randomProblem(3, 4, 3)
	p.Position[1][2] = math.NaN()
	res, err := Run(ExchangeEqualGain, &p, Options{Set: []Setting{{"ties", "draw"}, {"draws", "1"}}, Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(res)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Switches  map[string]string
		Exchanges []map[string]any
		Before    map[string]float64               `json:"outcome_before"`
		After     map[string]float64               `json:"outcome_after"`
		Final     map[string]map[string]float64    `json:"final_positions"`
		Range     struct{ Low map[string]float64 } `json:"tie_range"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if _, missing := got.Final["issue-2"]["actor-1"]; missing || len(got.Final["issue-2"]) != 3 || got.After["issue-1"] != res.OutcomeAfter.Values[1] ||
		got.Before["issue-0"] != res.OutcomeBefore.Values[0] || len(got.Range.Low) != 3 || got.Switches["history"] != "made" || len(got.Exchanges) != len(res.Exchanges) {
		t.Errorf("%s", data)
	}
}

// Every exchange is the best that was left: gains never rise above the one
// before unless that one opened them.
func TestAlternativesAreWorse(t *testing.T) {
	p := randomProblem(3, 10, 6)
	res, err := Run(ExchangeEqualGain, &p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range res.Exchanges {
		if e.Next != nil && e.Next.Gain > e.Gain || len(e.Ties) > 0 && cmp.Compare(e.Ties[0].Gain, e.Gain-1e-9) < 0 {
			t.Errorf("%+v was not the best", e)
		}
	}
	if len(res.Exchanges) < 20 {
		t.Errorf("only %d exchanges", len(res.Exchanges))
	}
}

func BenchmarkExchange(b *testing.B) {
	p := randomProblem(1, 15, 13)
	for b.Loop() {
		if _, err := Run(ExchangeEqualGain, &p, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
