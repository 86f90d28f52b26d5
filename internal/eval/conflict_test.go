package eval

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestConflictSolve(t *testing.T) {
	const game = `{"format":"entente.conflict.case/1","id":"g","decision_makers":[{"id":"a"},{"id":"b"}],"options":[{"id":"x","dm":"a"},{"id":"y","dm":"b"}],` +
		`"preferences":{"a":{"kind":"statements","statements":["y","~x"]},"b":{"kind":"statements","statements":["x","~y"]}}}`
	var out, diag bytes.Buffer
	in := `{"id":1,"op":"conflict.solve","in":{"case":` + game + `}}` + "\n" +
		`{"id":2,"op":"conflict.solve","in":{"case":` + strings.Replace(game, `"~y"`, `"~q"`, 1) + `}}` + "\n" +
		`{"id":3,"op":"conflict.solve","in":{}}` + "\n"
	if err := Run(context.Background(), strings.NewReader(in), &out, &diag); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for k, want := range []string{
		`"equilibria":{"nash":["-"],"seq":["-","x+y"],"sseq":["-","x+y"],"smr":["-","x+y"],"gmr":["-","x+y"]}`,
		`"code":"conflict/unknown-option"`,
		`"code":"eval/bad-request"`,
	} {
		if k >= len(lines) || !strings.Contains(lines[k], want) {
			t.Errorf("answer %d lacks %s in\n%s", k+1, want, out.String())
		}
	}
}
