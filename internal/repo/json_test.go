package repo

import (
	"reflect"
	"strings"
	"testing"

	"entente/internal/analysis"
	"entente/internal/backtest"
	"entente/internal/codec/gmcr"
	"entente/internal/problem"
	"entente/internal/solo"
)

// docs/json.md is a contract: every field that a result has is on that page.
func TestJSONPageNamesEveryField(t *testing.T) {
	page := read(t, "docs/json.md")
	seen := map[reflect.Type]bool{}
	fields := 0
	var walk func(reflect.Type)
	walk = func(y reflect.Type) {
		for y.Kind() == reflect.Pointer || y.Kind() == reflect.Slice {
			y = y.Elem()
		}
		if y.Kind() != reflect.Struct || seen[y] {
			return
		}
		seen[y] = true
		for i := range y.NumField() {
			f := y.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" && name != "-" {
				fields++
				if !strings.Contains(page, "`"+name+"`") && !strings.Contains(page, `"`+name+`"`) {
					t.Errorf("docs/json.md does not name the field %q of %s", name, y)
				}
			}
			walk(f.Type)
		}
	}
	for _, v := range []any{analysis.Result{}, analysis.Why{}, analysis.Comparison{}, problem.Report{}, analysis.CausesView{}, analysis.CausesMaps{},
		analysis.ModelRun{}, analysis.Readings{}, solo.Bargaining{}, solo.Causes{}, solo.Scoring{}, solo.Conflict{}, gmcr.Exchange{}, backtest.Report{}, backtest.Predictions{}} {
		walk(reflect.TypeOf(v))
	}
	if fields < 100 {
		t.Errorf("only %d fields found; the test looks past them", fields)
	}
	for _, format := range []string{analysis.ResultFormat, analysis.ViewFormat, analysis.WhyFormat, analysis.ComparisonFormat, analysis.CausesViewFormat, analysis.CausesMapsFormat, problem.ReportFormat,
		analysis.ModelsFormat, analysis.ReadingsFormat, solo.BargainFormat, solo.CausesFormat, solo.ScoringFormat, solo.ConflictFormat, gmcr.ProblemsFormat, backtest.Format, backtest.PredictFormat} {
		if !strings.Contains(page, "`"+format+"`") {
			t.Errorf("docs/json.md does not name the format %s", format)
		}
	}
}
