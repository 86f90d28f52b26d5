package yaml

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/model"
	"entente/quantity"
)

const editable = `# a case to edit
entente: 1
id: small
title: A small case
as-of: 2024-03-01   # the day

sources:
  paper: {published: 2024-02-16, kind: report}
actors:
  a: {kind: state, capability: 40..60, judgement: mine}   # first
  b:
    kind: state
    # why so strong
    capability: 50..70 ? said so
issues:
  share:
    scale: {0: none, 100: all}
    stances:
      a:
        position: 0..10 <- paper ¶5, paper ¶4
      b: {position: {dist: normal, mean: 50, sd: 5}, salience: "40..60 ? a guess, no more"}
conclusions:
  most:
    says: Most of it.
    tests: {bargaining: share > 50}
    signs:
      - {look-for: A survey, speaks: for}   # watch
      - look-for: A protest
        speaks: against
# the end
`

// changed lists the lines that an edit removed and added.
func changed(before, after string) (removed, added []string) {
	b, a := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	for len(b) > 0 && len(a) > 0 && b[0] == a[0] {
		b, a = b[1:], a[1:]
	}
	for len(b) > 0 && len(a) > 0 && b[len(b)-1] == a[len(a)-1] {
		b, a = b[:len(b)-1], a[:len(a)-1]
	}
	return b, a
}

func TestEditTouchesOnlyItsLines(t *testing.T) {
	set := func(path, text string) func(*File) (Edit, []string) {
		return func(f *File) (Edit, []string) {
			e, list := f.SetNumber(model.Path(path), text)
			return e, codes(list)
		}
	}
	tick := func(lookFor string) func(*File) (Edit, []string) {
		return func(f *File) (Edit, []string) {
			e, list := f.MarkSign("most", lookFor, model.Sighting{On: "2024-05-01", Source: "the paper"})
			return e, codes(list)
		}
	}
	const first, quoted = "  a: {kind: state, capability: 40..60, judgement: mine}   # first\n",
		"      b: {position: {dist: normal, mean: 50, sd: 5}, salience: \"40..60 ? a guess, no more\"}\n"
	tests := []struct {
		name           string
		edit           func(*File) (Edit, []string)
		removed, added []string
	}{
		{"flow value", set("a.capability", "45..55"),
			[]string{first}, []string{"  a: {kind: state, capability: 45..55, judgement: mine}   # first\n"}},
		{"flow value that needs quotes", set("a.capability", "45..55 ? mine, all mine"),
			[]string{first}, []string{"  a: {kind: state, capability: \"45..55 ? mine, all mine\", judgement: mine}   # first\n"}},
		{"block value keeps its reason", set("b.capability", "55"),
			[]string{"    capability: 50..70 ? said so\n"}, []string{"    capability: 55 ? said so\n"}},
		{"block value keeps its places", set("a.share.position", "5..15"),
			[]string{"        position: 0..10 <- paper ¶5, paper ¶4\n"}, []string{"        position: 5..15 <- paper ¶5, paper ¶4\n"}},
		{"a new reason replaces the old", set("b.capability", "55 ? counted"),
			[]string{"    capability: 50..70 ? said so\n"}, []string{"    capability: 55 ? counted\n"}},
		{"quoted value", set("b.share.salience", "50"),
			[]string{quoted}, []string{"      b: {position: {dist: normal, mean: 50, sd: 5}, salience: \"50 ? a guess, no more\"}\n"}},
		{"distribution", set("b.share.position", "40..60"),
			[]string{quoted}, []string{"      b: {position: 40..60, salience: \"40..60 ? a guess, no more\"}\n"}},
		{"a number not written, block", set("a.share.salience", "30..40"),
			nil, []string{"        salience: 30..40\n"}},
		{"a number not written, flow", set("a.influence", "3"),
			[]string{first}, []string{"  a: {kind: state, capability: 40..60, judgement: mine, influence: 3}   # first\n"}},
		{"status quo not written", set("share.status-quo", "3 ? a guess"),
			nil, []string{"    status-quo: 3 ? a guess\n"}},
		{"sign, flow", tick("A survey"),
			[]string{"      - {look-for: A survey, speaks: for}   # watch\n"},
			[]string{"      - {look-for: A survey, speaks: for, seen: {on: 2024-05-01, source: the paper}}   # watch\n"}},
		{"sign, block", tick("A protest"),
			nil, []string{"        seen: {on: 2024-05-01, source: the paper}\n"}},
		{"what-if, no section yet", func(f *File) (Edit, []string) {
			e, list := f.PutWhatIf(model.WhatIf{ID: "more", Title: "More, please",
				Set: []model.Change{{Path: "a.share.position", Op: model.Set, Value: quantity.Between(20, 30)}}})
			return e, codes(list)
		}, nil, []string{"\n", "what-if:\n", "  more: {title: \"More, please\", set: {a.share.position: 20..30}}\n"}},
	}
	for _, tt := range tests {
		for name, text := range map[string]string{"": editable, " with CR LF": strings.ReplaceAll(editable, "\n", "\r\n")} {
			t.Run(tt.name+name, func(t *testing.T) {
				e, problems := tt.edit(readText(t, text))
				if len(problems) > 0 {
					t.Fatalf("problems: %v", problems)
				}
				if name != "" && strings.Count(string(e.Data), "\n") != strings.Count(string(e.Data), "\r\n") {
					t.Error("a line lost its CR LF")
				}
				removed, added := changed(editable, strings.ReplaceAll(string(e.Data), "\r\n", "\n"))
				if d := cmp.Diff(tt.removed, removed, equateEmpty); d != "" {
					t.Errorf("removed lines (-want +got):\n%s", d)
				}
				if d := cmp.Diff(tt.added, added, equateEmpty); d != "" {
					t.Errorf("added lines (-want +got):\n%s", d)
				}
				again := readText(t, string(e.Data))
				if d := cmp.Diff(again.Case, e.File.Case); d != "" {
					t.Errorf("the edited case reads otherwise (-want +got):\n%s", d)
				}
			})
		}
	}
}

// A what-if that exists is changed in its lines alone; one more goes to the end
// of the section.
func TestPutWhatIf(t *testing.T) {
	text := editable + "what-if:\n  one: {title: One, set: {a.capability: 5}}   # kept\n  two:\n    title: Two\n    set:\n      a.capability: 6\n# after\n"
	two := model.WhatIf{ID: "two", Title: "Two again", Set: []model.Change{{Path: "a.capability", Op: model.Set, Value: quantity.PointOf(7)}}}
	e, list := readText(t, text).PutWhatIf(two)
	if len(list) > 0 {
		t.Fatal(list)
	}
	want := strings.Replace(text, "    title: Two\n    set:\n      a.capability: 6\n", "    title: Two again\n    set: {a.capability: 7}\n", 1)
	if d := cmp.Diff(want, string(e.Data)); d != "" {
		t.Errorf("replaced (-want +got):\n%s", d)
	}
	two.ID = "three"
	e, list = e.File.PutWhatIf(two)
	if len(list) > 0 {
		t.Fatal(list)
	}
	want = strings.Replace(want, "# after\n", "  three: {title: Two again, set: {a.capability: 7}}\n# after\n", 1)
	if d := cmp.Diff(want, string(e.Data)); d != "" {
		t.Errorf("added (-want +got):\n%s", d)
	}
}

func TestEditRefuses(t *testing.T) {
	f := readText(t, editable)
	tests := []struct {
		path, text, code string
	}{
		{"a.share.position", "90..110", "ev/outside-scale"},
		{"a.share.position", "30..20", "evidence/range-inverted"},
		{"a.share.position", "", "case/empty-value"},
		{"a.share.position", "3\ninjected: 4", "case/empty-value"},
		{"a.share.position", "40 <- papr ¶5", "ev/dangling-ref"},
		{"a.share.positon", "40", "case/unknown-path"},
		{"actors.a", "40", "case/unknown-path"},
	}
	for _, tt := range tests {
		e, list := f.SetNumber(model.Path(tt.path), tt.text)
		if e.Data != nil || len(list) == 0 || list[0].Code != tt.code {
			t.Errorf("SetNumber(%q, %q): %v, want %s", tt.path, tt.text, list, tt.code)
		}
	}
	if _, list := f.MarkSign("mots", "A survey", model.Sighting{}); len(list) == 0 || list[0].Code != "ev/dangling-ref" {
		t.Errorf("unknown conclusion: %v", list)
	}
	if _, list := f.MarkSign("most", "A surway", model.Sighting{}); len(list) == 0 || list[0].Code != "case/unknown-sign" {
		t.Errorf("unknown sign: %v", list)
	}
}

// Whatever number of whatever case is set: that number changes and nothing
// else, and only lines of its own are other bytes.
func TestSetNumberChangesOneNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, list := Read(fstest.MapFS{"c.yaml": {Data: Write(anyCase().Draw(t, "case"))}}, "c.yaml", "c.yaml")
		if list.HasErrors() {
			t.Fatal(list)
		}
		params := f.Case.Params()
		if len(params) == 0 {
			t.Skip("no numbers")
		}
		p := rapid.SampledFrom(params).Draw(t, "param")
		before := *p.Number
		const x = 0.0 // lies on every scale and in every band
		e, list := f.SetNumber(p.Path, quantity.Format(x))
		if list.HasErrors() {
			t.Fatalf("%s: %v", p.Path, list)
		}
		if lines := strings.Count(string(e.Before), "\n") - strings.Count(string(e.Data), "\n"); lines > 15 || lines < -1 {
			t.Fatalf("%s: %d lines went", p.Path, lines)
		}
		var after *model.Number
		for _, q := range e.File.Case.Params() {
			if q.Path == p.Path {
				after = q.Number
			}
		}
		if after == nil || after.Value != quantity.PointOf(x) {
			t.Fatalf("%s is %+v", p.Path, after)
		}
		if before.Given && !cmp.Equal(before.Own, after.Own) {
			t.Fatalf("%s lost its reasons: %+v, now %+v", p.Path, before.Own, after.Own)
		}
		// Put the old number back into the new case: nothing else may differ.
		exact := after.Exact
		*after = before
		if d := cmp.Diff(f.Case, e.File.Case); d != "" && exact == before.Exact {
			t.Fatalf("%s (-before +after):\n%s\n%s", p.Path, d, e.Data)
		}
	})
}
