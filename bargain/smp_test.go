package bargain

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"testing"

	"entente/internal/referencetest"
)

// ktabCSV reads one of the KTAB sample files of the reference cases.
func ktabCSV(t testing.TB, name string) *Problem {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(referencetest.Read(t, "bargaining/"+name)))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n, _ := strconv.Atoi(rows[0][2])
	m, _ := strconv.Atoi(rows[0][3])
	p := &Problem{}
	for k := range m {
		p.Issues = append(p.Issues, IssueSpec{ID: rows[1][3+2*k], Low: 0, High: 100})
	}
	for _, row := range rows[2 : 2+n] {
		value := func(column int) float64 {
			x, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		var x, s, c []float64
		for k := range m {
			x, s, c = append(x, value(3+2*k)), append(s, value(4+2*k)/100), append(c, value(2))
		}
		p.Actors, p.Position, p.Salience, p.Capability = append(p.Actors, row[0]), append(p.Position, x), append(p.Salience, s), append(p.Capability, c)
	}
	return p
}

// samePositions compares positions on 0..100 with the tolerance of the files.
func samePositions(t *testing.T, what string, got, want [][]float64) {
	t.Helper()
	for i := range want {
		for k := range want[i] {
			if !within(got[i][k], want[i][k], 0.005+1e-9) {
				t.Errorf("%s: actor %d, issue %d at %v, want %v", what, i, k, got[i][k], want[i][k])
				return
			}
		}
	}
}

func sameNumbers(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if !within(got[i], want[i], tolerance) {
			t.Errorf("%s: got %v, want %v", what, got, want)
			return
		}
	}
}

func TestReferenceSMP(t *testing.T) {
	for _, name := range []string{"dummyData_3Dim", "SOE-Pol-Comp"} {
		var file struct {
			Turns            int
			FractionalChange []float64     `json:"fractional_change"`
			Positions        [][][]float64 `json:"positions_by_turn_actor_dim"`
			PCE              [][]float64   `json:"pce_by_turn_actor"`
			Challenges       [][]struct {
				Initiator, Receiver string
				P                   float64 `json:"p_initiator"`
				Gain                float64
			} `json:"challenges_by_turn"`
			Selected [][]struct {
				Actor, Bargain string
				Probability    float64
				Options        int
			} `json:"selected_by_turn"`
		}
		referencetest.JSON(t, "bargaining/smp_"+name+".json", &file)
		got, err := Run(SMPKTAB, ktabCSV(t, "smp_"+name+".csv"), Options{Trace: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rounds) != file.Turns+1 || got.Stop != StopSettled {
			t.Fatalf("%s: %d turns, stop %s; want %d", name, len(got.Rounds)-1, got.Stop, file.Turns)
		}
		for turn, r := range got.Rounds {
			what := fmt.Sprintf("%s, turn %d", name, turn)
			samePositions(t, what, r.Positions, file.Positions[turn])
			sameNumbers(t, what+", PCE", r.KTABProb, file.PCE[turn], 5e-5)
			if turn > 0 {
				sameNumbers(t, what+", fractional change", []float64{r.FractionalChange}, file.FractionalChange[turn-1:turn], 5e-5)
			}
		}
		moves := map[string]Move{}
		for _, m := range got.Moves {
			moves[fmt.Sprint(m.Round, m.Actor)] = m
		}
		for turn := range file.Challenges {
			challenged := 0
			for _, c := range file.Challenges[turn] {
				m := moves[fmt.Sprint(turn+1, c.Initiator)]
				if m.Challenge == nil || m.Challenge.Target != c.Receiver || !within(m.Challenge.Probability, c.P, 1e-8) || !within(m.Challenge.Gain, c.Gain, 1e-8) {
					t.Errorf("%s, turn %d: challenge %+v, want %+v", name, turn+1, m.Challenge, c)
				}
				challenged++
			}
			for _, s := range file.Selected[turn] {
				m := moves[fmt.Sprint(turn+1, s.Actor)]
				if len(m.Rejected)+1 != s.Options || !within(*m.OptionProbability, s.Probability, 1e-8) {
					t.Errorf("%s, turn %d: %s has %d options, took one with %v; want %+v", name, turn+1, s.Actor, len(m.Rejected)+1, *m.OptionProbability, s)
				}
			}
			if challenged == 0 {
				t.Errorf("%s, turn %d: no challenges compared", name, turn+1)
			}
		}
	}
}

func TestReferenceSMPTurn0(t *testing.T) {
	var file struct {
		Turn0 struct {
			Distance   [][]float64
			Strength   [][]float64                  `json:"risk_neutral_coalition_strength"`
			PCE        []float64                    `json:"risk_neutral_pce"`
			Risk       []float64                    `json:"risk_R"`
			Challenges struct{ Rows [][][]float64 } `json:"own_view_challenges_i_j"`
		}
	}
	referencetest.JSON(t, "bargaining/smp_dummyData_3Dim.json", &file)
	p := ktabCSV(t, "smp_dummyData_3Dim.csv")
	settings, err := smpFamily.settings(smpFamily.models[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	run := newSMPRun(p, newTrajectory(SMPKTAB, settings, p, Options{}), Options{})
	k := run.kernel
	k.measure()
	want := file.Turn0
	for i := range k.n {
		sameNumbers(t, "risk-neutral strength", k.election.c[i*k.n:(i+1)*k.n], want.Strength[i], 1e-8)
		for j := range k.n {
			sameNumbers(t, "distance", []float64{k.toward[j*k.n+i]}, want.Distance[i][j:j+1], 1e-8)
		}
	}
	sameNumbers(t, "risk-neutral PCE", k.election.p, want.PCE, 1e-8)
	sameNumbers(t, "risk", k.risk, want.Risk, 1e-8)
	for i := range k.n {
		k.view(i)
		for j := range k.n {
			if i == j {
				continue
			}
			win := k.contest(i, j)
			sameNumbers(t, fmt.Sprintf("challenge of %d by %d", j, i), []float64{win, k.gain(i, j, i, win)}, want.Challenges.Rows[i][j][:2], 1e-8)
		}
	}
}

func TestReferenceSMPSwitches(t *testing.T) {
	p := ktabCSV(t, "smp_dummyData_3Dim.csv")
	type result struct {
		Switch, Value string
		BargnModel    string
		Turns         int
		Final         [][]float64 `json:"final_positions"`
		PCE           []float64   `json:"final_pce"`
		First         [][]float64 `json:"positions_after_turn1"`
	}
	check := func(model string, c result, o Options) {
		what := fmt.Sprintf("%s %v", model, o.Set)
		got, err := Run(model, p, o)
		if err != nil {
			t.Error(err)
			return
		}
		if len(got.Rounds)-1 != c.Turns {
			t.Errorf("%s: %d turns, want %d", what, len(got.Rounds)-1, c.Turns)
			return
		}
		samePositions(t, what, got.Last().Positions, c.Final)
		sameNumbers(t, what, got.Last().KTABProb, c.PCE, 1e-5)
		if c.First != nil {
			samePositions(t, what+", turn 1", got.Rounds[1].Positions, c.First)
		}
	}
	var file struct{ Cases []result }
	referencetest.JSON(t, "bargaining/smp_switches_dummyData_3Dim.json", &file)
	for _, c := range file.Cases {
		check(SMPKTAB, c, Options{Set: []Setting{{c.Switch, c.Value}}})
	}
	var corrected struct{ Cases []result }
	referencetest.JSON(t, "bargaining/smp_corrected_dummyData_3Dim.json", &corrected)
	for _, c := range corrected.Cases {
		check(SMPCorrected, c, Options{Set: []Setting{{"BargnModel", c.BargnModel}}})
	}
	var ideals result
	referencetest.JSON(t, "bargaining/smp_ideals_dummyData_3Dim.json", &ideals)
	a := matrix(len(p.Actors), len(p.Actors))
	for i := range a {
		a[i][i], a[i][(i+1)%len(a)] = 0.6, 0.25
	}
	check(SMPKTAB, ideals, Options{Ideals: a})
	if len(file.Cases) != 23 || len(corrected.Cases) != 2 {
		t.Errorf("%d and %d cases, want 23 and 2", len(file.Cases), len(corrected.Cases))
	}
}

func TestReferenceSMPEdges(t *testing.T) {
	var file struct {
		Cases []struct {
			ID        string
			Actors    []string
			Power     []float64
			Positions [][]float64
			Saliences [][]float64
			Turns     int
			Final     [][]float64 `json:"final_positions"`
			PCE       []float64   `json:"final_pce"`
		}
	}
	referencetest.JSON(t, "bargaining/smp_edges.json", &file)
	for _, c := range file.Cases {
		p := &Problem{Issues: []IssueSpec{{ID: "issue", Low: 0, High: 100}}, Actors: c.Actors, Position: c.Positions}
		for i := range c.Actors {
			p.Salience = append(p.Salience, []float64{c.Saliences[i][0] / 100})
			p.Capability = append(p.Capability, []float64{c.Power[i]})
		}
		got, err := Run(SMPKTAB, p, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		if len(got.Rounds)-1 != c.Turns {
			t.Errorf("%s: %d turns, want %d", c.ID, len(got.Rounds)-1, c.Turns)
			continue
		}
		samePositions(t, c.ID, got.Last().Positions, c.Final)
		sameNumbers(t, c.ID, got.Last().KTABProb, c.PCE, 1e-5)
		if still := c.ID == "all equal positions"; still != (got.Stop == StopNoOffers) {
			t.Errorf("%s: stop %s", c.ID, got.Stop)
		}
	}
	if len(file.Cases) != 4 {
		t.Errorf("%d cases, want 4", len(file.Cases))
	}
}

func TestReferencePrimitives(t *testing.T) {
	var file struct {
		Tolerance float64
		Vprob     []struct {
			Model     Victory
			S1, S2, P float64
		}
		Vote []struct {
			Rule           VotingRule
			W, Uij, Uik, V float64
		}
		BsUtil []struct{ Sd, R, U float64 }
		Risk   []struct {
			P, R  []float64
			Range string
		}
		Interpolation []struct {
			Rule string
			Ti   float64 `json:"t_i"`
			Si   float64 `json:"s_i"`
			Pi   float64 `json:"p_i"`
			Tj   float64 `json:"t_j"`
			Sj   float64 `json:"s_j"`
			Toi  float64 `json:"to_i"`
			Toj  float64 `json:"to_j"`
		}
	}
	referencetest.JSON(t, "bargaining/smp_primitives.json", &file)
	same := func(what any, got, want float64) {
		if !within(got, want, file.Tolerance) {
			t.Errorf("%+v: got %v", what, got)
		}
	}
	for _, c := range file.Vprob {
		same(c, victoryOf(c.S1, c.S2, powerOf(c.Model)), c.P)
	}
	for _, c := range file.Vote {
		same(c, c.Rule.Vote(c.W, c.Uij-c.Uik), c.V)
	}
	for _, c := range file.BsUtil {
		same(c, riskUtility(c.Sd, c.R), c.U)
	}
	for _, c := range file.Risk {
		risk := make([]float64, len(c.P))
		attitudes(risk, c.P, c.Range)
		for i := range risk {
			same(c, risk[i], c.R[i])
		}
	}
	for _, c := range file.Interpolation {
		pi, pj := between(c.Rule, c.Pi, c.Ti, c.Tj, c.Si, c.Sj)
		same(c, pi, c.Toi)
		same(c, pj, c.Toj)
	}
	if math.Min(float64(len(file.Vprob)), float64(len(file.Interpolation))) == 0 {
		t.Error("nothing was compared")
	}
}
