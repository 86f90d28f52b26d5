package yaml

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/cases"
	"entente/model"
)

// Writing a case and reading it gives the case back, in every section.
func TestWriteReadRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyCase().Draw(t, "case")
		text := Write(want)
		f, list := Read(fstest.MapFS{"c.yaml": {Data: text}}, "c.yaml", "c.yaml")
		if list.HasErrors() {
			t.Fatalf("%v\n%s", list, text)
		}
		if d := cmp.Diff(want, withoutNameless(f.Case), equateEmpty); d != "" {
			t.Fatalf("(-want +got):\n%s\n%s", d, text)
		}
		for _, id := range mentioned(f.Case) {
			if f.Case.Claim(id) == nil {
				t.Fatalf("the claim %q has no record", id)
			}
		}
		again, list := Read(fstest.MapFS{"c.yaml": {Data: Write(f.Case)}}, "c.yaml", "c.yaml")
		if list.HasErrors() {
			t.Fatal(list)
		}
		if d := cmp.Diff(f.Case, again.Case); d != "" {
			t.Fatalf("a second time (-first +second):\n%s", d)
		}
	})
}

// mentioned lists the claims behind the numbers of a case.
func mentioned(c *model.Case) []model.ClaimID {
	var out []model.ClaimID
	for _, p := range c.Params() {
		for _, l := range p.Support.Links {
			out = append(out, l.Claim)
		}
	}
	return out
}

func TestBuiltInCasesRoundTrip(t *testing.T) {
	for _, id := range cases.IDs() {
		f, list := Read(cases.FS, id, id)
		if list.HasErrors() {
			t.Fatal(list)
		}
		text := Write(f.Case)
		again, list := Read(fstest.MapFS{"c.yaml": {Data: text}}, "c.yaml", "c.yaml")
		if list.HasErrors() {
			t.Fatal(list)
		}
		if d := cmp.Diff(f.Case, again.Case); d != "" {
			t.Errorf("%s (-want +got):\n%s", id, d)
		}
		if string(Write(again.Case)) != string(text) {
			t.Errorf("%s: the canonical form is not settled", id)
		}
	}
}

func BenchmarkReadHamadan(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, list := Read(cases.FS, "hamadan-2016", "hamadan-2016"); list.HasErrors() {
			b.Fatal(list)
		}
	}
}

func BenchmarkWriteHamadan(b *testing.B) {
	f, list := Read(cases.FS, "hamadan-2016", "hamadan-2016")
	if list.HasErrors() {
		b.Fatal(list)
	}
	b.ReportAllocs()
	for b.Loop() {
		Write(f.Case)
	}
}
