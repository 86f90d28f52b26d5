package cli

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/bargain"
	"entente/internal/referencetest"
	"entente/internal/solo"
)

// council is a small file of stances on one issue.
const council = `issue,actor,position,salience,capability
tram,mayor,90,0.7,5
tram,shops,20,0.6,3
tram,greens,80,0.5,2
tram,drivers,10..30,0.4,2
`

// decisions are n resolved issues, each of a proposal of its own.
func decisions(n int) string {
	var b strings.Builder
	b.WriteString("issue,actor,position,salience,capability,outcome\n")
	for i := range n {
		outcome := (37*i + 11) % 101
		for j, actor := range []string{"a", "b", "c", "d"} {
			fmt.Fprintf(&b, "i%02d,%s,%d,%.1f,%d,%d\n", i, actor, (53*i+29*j*j+17*j)%101, 0.3+0.2*float64(j%3), 1+j, outcome)
		}
	}
	return b.String()
}

type inputCheck struct {
	ID, Format, Content string
	MustMention         []string `json:"must_mention"`
}

func inputChecks(t *testing.T) (good, bad []inputCheck) {
	t.Helper()
	var checks struct{ Good, Bad []inputCheck }
	referencetest.JSON(t, "bargaining/input_checks.json", &checks)
	if len(checks.Good) == 0 || len(checks.Bad) == 0 {
		t.Fatal("the reference file holds no checks")
	}
	return checks.Good, checks.Bad
}

func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Good files run under every model, or a model says in words why it cannot take
// them; told the format or left to find it out, the result is the same.
func TestGoodFilesRun(t *testing.T) {
	good, _ := inputChecks(t)
	for _, c := range good {
		path := written(t, c.ID, c.Content)
		for _, model := range append([]string{solo.Static}, modelNames()...) {
			status, out, errs := invoke("bargain", path, "--format", c.Format, "--model", model, "--json")
			if model == solo.Static && status != exitDone || status == exitFailed {
				t.Errorf("%s, %s: status %d: %s", c.ID, model, status, errs)
			}
			if status == exitWrong && (out != "" || !strings.Contains(errs, `"remedy"`)) {
				t.Errorf("%s, %s: refused with %q on standard output and %q", c.ID, model, out, errs)
			}
			if status == exitDone && !json.Valid([]byte(out)) {
				t.Errorf("%s, %s: no JSON: %s", c.ID, model, out)
			}
			if _, found, _ := invoke("bargain", path, "--model", model, "--json"); found != out {
				t.Errorf("%s, %s: another result when the format is found out", c.ID, model)
			}
		}
		if c.ID == "ktab-zero-salience-actor" {
			_, out, errs := invoke("bargain", path)
			for _, text := range []string{out, errs} {
				if !strings.Contains(text, `"B"`) || !strings.Contains(text, "bystander") {
					t.Errorf("%s: nothing is said of the bystander B: %s", c.ID, text)
				}
			}
		}
	}
}

func TestBadFilesAreRefusedInWords(t *testing.T) {
	_, bad := inputChecks(t)
	for _, c := range bad {
		path := written(t, c.ID, c.Content)
		for _, args := range [][]string{
			{"bargain", path, "--format", c.Format},
			{"bargain", path},
			{"bargain", path, "--format", c.Format, "--json"},
			{"bargain", path, "--format", c.Format, "--model", "smp/ktab-1.4"},
			{"bargain", path, "--write", "-", "--to", "csv"},
			{"predict", path, "--format", c.Format},
			{"backtest", path, "--format", c.Format},
		} {
			status, out, errs := invoke(args...)
			if status != exitWrong || out != "" {
				t.Errorf("%s, %s: status %d, standard output %q", c.ID, args[0], status, out)
			}
			for _, word := range c.MustMention {
				if !strings.Contains(strings.ToLower(errs), strings.ToLower(word)) {
					t.Errorf("%s, %s: the message does not mention %q: %s", c.ID, args[0], word, errs)
				}
			}
		}
	}
}

// The result on a published file is that of the reference case, in the fields
// that scripts read.
func TestBargainJSONOnReferenceFile(t *testing.T) {
	path := written(t, "dummy.csv", string(referencetest.Read(t, "bargaining/smp_dummyData_3Dim.csv")))
	status, out, errs := invoke("bargain", path, "--model", "smp/ktab-1.4", "--json")
	if status != exitDone {
		t.Fatalf("status %d: %s", status, errs)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"format", "version", "digest", "model", "switches", "seed", "stop", "warnings", "issues", "trajectory", "moves", "exchanges"} {
		if _, ok := got[field]; !ok {
			t.Errorf("no field %q", field)
		}
	}
	if got["format"] != solo.BargainFormat || got["stop"] == nil || len(got["moves"].([]any)) == 0 || len(got["issues"].([]any)) != 3 {
		t.Errorf("format %v, stop %v, %d issues", got["format"], got["stop"], len(got["issues"].([]any)))
	}
	issue := got["issues"].([]any)[0].(map[string]any)
	for _, field := range []string{"id", "weighted_mean", "weighted_median", "median_interval", "condorcet", "nbs_quadratic", "nbs_linear", "mean", "spread", "pce", "distribution"} {
		if _, ok := issue[field]; !ok {
			t.Errorf("issues: no field %q", field)
		}
	}
	pce := issue["pce"].(map[string]any)
	for _, m := range bargain.PCEModels {
		sum := 0.0
		for _, o := range pce[string(m)].([]any) {
			sum += o.(map[string]any)["probability"].(float64)
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s sums to %v", m, sum)
		}
	}
	d := issue["distribution"].(map[string]any)
	if len(d["cdf"].([]any)) != bargain.TablePoints || len(d["quantiles"].(map[string]any)) != 7 || d["weights"] == nil {
		t.Errorf("distribution: %v", d)
	}
	round := got["trajectory"].([]any)[1].(map[string]any)
	for _, field := range []string{"round", "positions", "weighted_mean", "weighted_median", "pce", "ktab_prob"} {
		if _, ok := round[field]; !ok {
			t.Errorf("trajectory: no field %q", field)
		}
	}
	if _, without, _ := invoke("bargain", path, "--model", "smp/ktab-1.4", "--json", "--trace=false"); !strings.Contains(without, `"moves": []`) {
		t.Error("moves are there although --trace=false")
	}
}

// The tables of all methods reproduce what the reference says of the training
// part of the DEU data.
func TestBacktestOnReferenceData(t *testing.T) {
	path := written(t, "deu.tsv", string(referencetest.Read(t, "bargaining/deu3_train.tsv")))
	status, out, errs := invoke("backtest", path, "--json")
	if status != exitDone {
		t.Fatalf("status %d: %s", status, errs)
	}
	var got struct {
		Resolved int
		Points   []struct {
			Method string
			MAE    struct{ Mean float64 }
		}
		Distributions []struct {
			Method string
			CRPS   struct{ Mean float64 }
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Resolved != 247 || math.Abs(got.Points[0].MAE.Mean-22.29) > 0.005 {
		t.Errorf("%d resolved, %s %v", got.Resolved, got.Points[0].Method, got.Points[0].MAE.Mean)
	}
	for _, m := range modelNames() {
		if !slices.ContainsFunc(got.Points, func(p struct {
			Method string
			MAE    struct{ Mean float64 }
		}) bool {
			return strings.HasPrefix(p.Method, m+" ")
		}) {
			t.Errorf("%s has no score", m)
		}
	}
	for _, d := range got.Distributions {
		if d.Method == "pool5" && !(d.CRPS.Mean <= 15.5) {
			t.Errorf("the pool's CRPS is %v", d.CRPS.Mean)
		}
	}
}

// What was converted is the same problem.
func TestConversionKeepsTheAnswer(t *testing.T) {
	good, _ := inputChecks(t)
	for _, c := range good {
		if strings.Contains(c.ID, "utf8") || strings.Contains(c.ID, "zero") {
			continue // others are enough here, and the codec has its own round trips
		}
		path := written(t, c.ID, c.Content)
		means := func(path string) []float64 {
			_, out, errs := invoke("bargain", path, "--json")
			var r struct {
				Issues []struct {
					Mean float64 `json:"weighted_mean"`
				}
			}
			if err := json.Unmarshal([]byte(out), &r); err != nil {
				t.Fatalf("%s: %v: %s", path, err, errs)
			}
			var list []float64
			for _, i := range r.Issues {
				list = append(list, i.Mean)
			}
			return list
		}
		want := means(path)
		for _, format := range []string{"csv", "decide", "ktab", "ktab-xml"} {
			to := filepath.Join(t.TempDir(), "out")
			if status, out, errs := invoke("bargain", path, "--write", to, "--to", format); status != exitDone {
				if out != "" || !strings.Contains(errs, "bargaining/format-cannot-hold") {
					t.Errorf("%s to %s: status %d: %s", c.ID, format, status, errs)
				}
				continue
			}
			for k, x := range means(to) {
				if math.Abs(x-want[k]) > 1e-9 {
					t.Errorf("%s as %s: %v, was %v", c.ID, format, x, want[k])
				}
			}
		}
	}
}
