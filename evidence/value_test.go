package evidence

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"entente/quantity"
)

func TestParseValue(t *testing.T) {
	fa18 := []Place{{"fa", 18, 18, 0}}
	for _, tc := range []struct {
		text string
		want Written
	}{
		{"40", Written{quantity.PointOf(40), nil, "", BasisNone}},
		{"+0.6", Written{quantity.PointOf(0.6), nil, "", BasisNone}},
		{"1e3", Written{quantity.PointOf(1000), nil, "", BasisNone}},
		{"0.3 .. 0.5", Written{quantity.Between(0.3, 0.5), nil, "", BasisNone}},
		{"-1..-0.7<-fa ¶18", Written{quantity.Between(-1, -0.7), fa18, "", BasisEvidence}},
		{"20..30..60 <- fa:18", Written{quantity.PERTOf(20, 30, 60), fa18, "", BasisEvidence}},
		{"40..80 ? no text says; 1 <- 2?", Written{quantity.Between(40, 80), nil, "no text says; 1 <- 2?", BasisJudgement}},
		{" 1..2 <- fa 18 ? hedged, twice ", Written{quantity.Between(1, 2), fa18, "hedged, twice", BasisEvidence}},
		{"ALMOST  no chance", Written{quantity.Value{Shape: quantity.Uniform, Low: 0.01, High: 0.05, Word: "almost no chance"}, nil, "", BasisNone}},
	} {
		got, err := ParseValue(tc.text)
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if d := cmp.Diff(tc.want, got); d != "" {
			t.Errorf("%q: %s", tc.text, d)
		}
	}
}

func TestParseValueRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                    CodeBadValue,
		"<- fa ¶1":            CodeBadValue,
		"? because":           CodeBadValue,
		"maybe":               CodeBadValue,
		"1..":                 CodeBadValue,
		"1..2..3..4":          CodeBadValue,
		"nan":                 CodeBadValue,
		"1e999":               CodeBadValue,
		"3..1":                CodeRangeInverted,
		"1..5..3":             CodeRangeInverted,
		"3..5..3":             CodeRangeInverted,
		"5 ?":                 CodeNoReason,
		"5 <- fa ¶1 ?  ":      CodeNoReason,
		"5 <-":                CodeBadLocator,
		"5 <- fa ¶0":          CodeBadLocator,
		"5 <- fa ¶1 <- fa ¶2": CodeBadLocator,
	} {
		got, err := ParseValue(text)
		if code(err) != want {
			t.Errorf("%q: got %v, %v; want %s", text, got, err, want)
		}
	}
	_, err := ParseValue("9..1 <- fa ¶0 ?")
	if errs, ok := err.(Errors); !ok || len(errs) != 3 {
		t.Errorf("three things are wrong, got %v", err)
	}
}

func FuzzParseValue(f *testing.F) {
	for _, seed := range []string{"40", "30..50 <- fa ¶18", "0.3..0.5 ? why", "likely <- a ? b", "<-?", "1..2..3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseValue(text)
		if err != nil {
			switch code(err) {
			case CodeBadValue, CodeRangeInverted, CodeBadLocator, CodeNoReason:
			default:
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if w.Value.Low > w.Value.High || (len(w.Places) > 0) != (w.Basis == BasisEvidence) {
			t.Fatalf("%q: %+v", text, w)
		}
	})
}
