package cases_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"entente/cases"
	"entente/internal/referencetest"
	"entente/model"
)

// The paragraphs of the two essays that assert something; the others are
// captions, credits, notices, questions and the author's note.
var asserting = map[model.SourceID][][2]int{
	"fa": {{3, 7}, {9, 21}, {24, 35}},
	"ll": {{1, 1}, {4, 5}, {7, 13}, {16, 22}},
}

func TestFlagshipCoversEveryParagraphThatAsserts(t *testing.T) {
	c := read(t, "hamadan-2016")
	covered := map[model.SourceID]map[int]bool{"fa": {}, "ll": {}}
	named := 0
	for _, k := range c.Claims {
		if k.Nameless {
			continue
		}
		named++
		for _, p := range k.At {
			for n := p.From; n <= p.To; n++ {
				covered[p.Source][n] = true
			}
		}
	}
	if named < 70 {
		t.Errorf("%d claims, want at least 70", named)
	}
	for source, spans := range asserting {
		for _, span := range spans {
			for n := span[0]; n <= span[1]; n++ {
				if !covered[source][n] {
					t.Errorf("no claim covers %s ¶%d", source, n)
				}
			}
		}
	}
}

func TestEveryClaimFeedsSomethingOrIsContext(t *testing.T) {
	for _, id := range cases.IDs() {
		c := read(t, id)
		used := map[model.ClaimID]bool{}
		supports(reflect.ValueOf(c).Elem(), func(s model.Support) {
			for _, l := range s.Links {
				used[l.Claim] = true
			}
		})
		if len(used) == 0 {
			t.Fatalf("%s: no claim is used at all", id)
		}
		for _, k := range c.Claims {
			if used[k.ID] == k.Context {
				t.Errorf("%s: claim %s: used %v, context %v", id, k.ID, used[k.ID], k.Context)
			}
		}
	}
}

func TestEveryMechanismHasAPart(t *testing.T) {
	c := read(t, "hamadan-2016")
	parts := map[model.MechanismID]int{}
	mechanisms(reflect.ValueOf(c).Elem(), parts)
	if len(c.Mechanisms) != 16 {
		t.Errorf("%d mechanisms, want 16", len(c.Mechanisms))
	}
	for _, m := range c.Mechanisms {
		if parts[m.ID] == 0 {
			t.Errorf("mechanism %s has no part", m.ID)
		}
	}
}

func TestEveryNumberHasAReason(t *testing.T) {
	for _, id := range cases.IDs() {
		for _, p := range read(t, id).Params() {
			if b := p.Basis(); b == model.BasisNone {
				t.Errorf("%s: %s rests on nothing", id, p.Path)
			}
		}
	}
}

func TestEveryOpenQuestionHasThreeConclusions(t *testing.T) {
	c := read(t, "hamadan-2016")
	for _, q := range c.Questions {
		if q.Kind != "" {
			continue
		}
		n := 0
		for _, k := range c.Conclusions {
			lenses := map[model.Lens]bool{}
			for _, test := range k.Tests {
				lenses[test.Lens] = true
			}
			if k.Answers == q.ID && lenses[model.LensBargaining] && lenses[model.LensFactions] {
				n++
			}
		}
		if n < 3 {
			t.Errorf("%s has %d conclusions that bargaining and factions test, want 3", q.ID, n)
		}
	}
}

// TestNoSentenceOfTheEssays holds the case to its sharing rule: no twelve
// consecutive words of an essay, in any file of the folder.
func TestNoSentenceOfTheEssays(t *testing.T) {
	texts := essays(t)
	const n = 12
	runs := map[string]bool{}
	for _, text := range texts {
		w := words(text)
		for i := 0; i+n <= len(w); i++ {
			runs[strings.Join(w[i:i+n], " ")] = true
		}
	}
	err := fs.WalkDir(cases.FS, "hamadan-2016", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(cases.FS, path)
		if err != nil {
			return err
		}
		w := words(string(b))
		for i := 0; i+n <= len(w); i++ {
			if run := strings.Join(w[i:i+n], " "); runs[run] {
				t.Errorf("%s repeats an essay: %s", path, run)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// essays reads the two essays, which are not part of the repository.
func essays(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(referencetest.Folder(t), "seeds", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("THE ESSAYS ARE NOT AT HAND, nothing was compared")
	}
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// supports calls f with every support inside v.
func supports(v reflect.Value, f func(model.Support)) {
	walk(v, func(v reflect.Value) {
		if s, ok := v.Interface().(model.Support); ok {
			f(s)
		}
	})
}

// mechanisms counts the items that name each mechanism.
func mechanisms(v reflect.Value, parts map[model.MechanismID]int) {
	walk(v, func(v reflect.Value) {
		if it, ok := v.Interface().(model.Item); ok && it.Mechanism != "" {
			parts[it.Mechanism]++
		}
	})
}

func walk(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), visit)
		}
	case reflect.Struct:
		visit(v)
		for i := range v.NumField() {
			walk(v.Field(i), visit)
		}
	}
}
