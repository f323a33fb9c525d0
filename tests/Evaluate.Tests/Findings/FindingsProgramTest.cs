using System.Globalization;
using System.Text;
using System.Xml.Linq;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests.Findings;

/// <summary><c>findings</c> as users start it, on a repository of its own with little data or with all kinds of it.</summary>
public sealed class FindingsProgramTest : IDisposable
{
    readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void WhatIsMissingIsSaidWithItsCommand()
    {
        ProgramRun run = Run("--folds", "3", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("", run.Output);
        string page = Page("docs/findings.md");
        Assert.Contains("pos (accuracy), mini-xlmr is not judged: data/baselines has no pos.mini-xlmr.csv with its runs; `python3 lab/finetune.py --model mini-xlmr --task pos --again SOURCE,SOURCE` writes it.", page, StringComparison.Ordinal);
        Assert.Contains("No scores of mini-xlmr yet: ner, sentiment, topic;", page, StringComparison.Ordinal);
        Assert.Contains("data/features/mini-xlmr/layers.csv is not there;", page, StringComparison.Ordinal);
        Assert.Contains("data/changes has no pairs of mini-xlmr for pos; `python3 lab/changes.py --models mini-xlmr --tasks pos --text DIR` measures them.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("-0.000", page, StringComparison.Ordinal);
    }

    [Fact]
    public void WithAllDataThePageIsTheSameForAnyNumberOfThreads()
    {
        WriteBaselines();
        WriteLayers();
        WriteChanges();
        WriteLeakage();
        Assert.Equal(0, Run("--folds", "3", "--quiet", "--threads", "1", "--out", "one/findings.md").ExitCode);
        ProgramRun run = Run("--folds", "3", "--threads", "2", "--out", "two/findings.md");
        Assert.True(run.ExitCode == 0, run.Error);
        string page = Page("one/findings.md");
        Assert.Equal(page, Page("two/findings.md"));
        Assert.Equal(Page("one/findings/colap.svg"), Page("two/findings/colap.svg"));

        Assert.Contains("| pos | accuracy | mini-xlmr | 119 |", page, StringComparison.Ordinal); // 8 x 16 less 8 self pairs, less por_Latn_BR from por_Latn, twice English: seeds are one pair
        Assert.Contains(" | 0.200 | 0.100 | ", page, StringComparison.Ordinal);
        Assert.Contains("| mini-xlmr | 0.100 (0.100 to 0.100) | 0.300 (0.300 to 0.300) | +0.200 (0.200 to 0.200) |", page, StringComparison.Ordinal);
        Assert.Contains("In mini-xlmr it is highest in layer 1 and never falls from one layer to the next; the last layer aligns more than layer 0.", page, StringComparison.Ordinal);
        Assert.Contains("pos, mini-xlmr: 2 fine-tuned models", page, StringComparison.Ordinal);
        Assert.Contains("| outside of blocks | 1 | 2.000 (2.000 to 2.000) | +0.500 (0.500 to 0.500) |", page, StringComparison.Ordinal);
        Assert.Contains("## 3. Does the change explain zero-shot transfer?", page, StringComparison.Ordinal);
        Assert.Contains("| colap | ", page[page.IndexOf("## 3.", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("`esd.token.combined, learned weights, held out`", page, StringComparison.Ordinal);
        Assert.Contains("| without esd. and ww. | ", page, StringComparison.Ordinal);
        Assert.Contains("To lexical and linguistic features spectra add ", page, StringComparison.Ordinal);
        Assert.Contains("Made by `dotnet run --project src/Evaluate -- findings --folds 3` from ", page, StringComparison.Ordinal);
        Assert.Contains("with and without families of features, over 3 folds of whole target languages. ", page, StringComparison.Ordinal);
        Assert.Contains("The models are small (mini-xlmr: ", page, StringComparison.Ordinal);
        Assert.Contains("Does fine-tuning raise alignment? In the last layer, ", page, StringComparison.Ordinal);
        Assert.Contains("over 2 pairs of languages, 75 % can be followed through subtitle pairs, and 40 % may have trained", page, StringComparison.Ordinal);
        string[] plots = [.. System.Text.RegularExpressions.Regex.Matches(page, @"\(findings/([^)]+\.svg)\)").Select(m => m.Groups[1].Value)];
        Assert.Equal(plots.Order(), Directory.EnumerateFiles(Path.Combine(_repository.Folder, "one/findings")).Select(f => Path.GetFileName(f)!).Order());
        Assert.Contains("worth-pos-accuracy-mini-xlmr.svg", plots);
        Assert.All(plots, p => Assert.Equal("svg", XElement.Parse(Page($"one/findings/{p}")).Name.LocalName));
        XElement plot = XElement.Parse(Page("one/findings/colap.svg"));
        Assert.Equal("svg", plot.Name.LocalName);
        Assert.Contains(plot.Descendants(), e => e.Name.LocalName == "polyline");
    }

    [Theory]
    [InlineData("--folds", "1")]
    [InlineData("--threads", "0")]
    public void AnOptionOutOfBoundsIsABadCommand(string option, string value) => Assert.Equal(2, Run(option, value).ExitCode);

    [Fact]
    public void ADamagedFileIsNamed()
    {
        string file = _repository.Write("data/changes/pos.mini-xlmr.pairs.csv", "layer,source,target,measure,before,after\nx,deu_Latn,nld_Latn,colap,0,1\n");
        ProgramRun run = Run("--folds", "2", "--quiet");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Path.GetFileName(file), run.Error, StringComparison.Ordinal);
    }

    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", _repository.Folder, ["findings", .. arguments]);

    string Page(string name) => File.ReadAllText(Path.Combine(_repository.Folder, name));

    void WriteLeakage() => _repository.Write("data/baselines/sentiment.leakage.csv", "source,target,test_lines,traceable,seen\ndeu_Latn,nld_Latn,100,90,30\nnld_Latn,deu_Latn,100,60,50\n");

    void WriteBaselines() => _repository.Write("data/baselines/pos.mini-xlmr.csv", "task,metric,model,source,target,train_size,seed,majority,shuffled\n"
        + string.Concat(from source in TestRepository.Sources from target in TestRepository.Targets select $"pos,accuracy,mini-xlmr,{source},{target},8000,0,0.2,0.1\n"));

    void WriteLayers() => _repository.Write("data/features/mini-xlmr/layers.csv", "layer,source,target,calign,colap,cosine_gap,p_at_1,csls\n"
        + string.Concat(from layer in (int[])[0, 1]
                        from source in TestRepository.Sources
                        from target in TestRepository.Targets
                        where source != target
                        select string.Create(CultureInfo.InvariantCulture, $"{layer},{source},{target},,{0.1 + 0.2 * layer},,,\n")));

    void WriteChanges()
    {
        var pairs = new StringBuilder("layer,source,target,measure,before,after\n");
        foreach (string source in (string[])["eng_Latn", "deu_Latn"])
            foreach (int layer in (int[])[0, 1])
                for (int t = 0; t < TestRepository.Targets.Length; t++)
                    if (TestRepository.Targets[t] != source)
                        pairs.Append(CultureInfo.InvariantCulture, $"{layer},{source},{TestRepository.Targets[t]},colap,0.1,{0.2 + t % 5 * 0.01 + layer * 0.1}\n");
        _repository.Write("data/changes/pos.mini-xlmr.pairs.csv", pairs.ToString());
        _repository.Write("data/changes/pos.mini-xlmr.weights.csv", "source,matrix,layer,alpha_before,alpha_after,ks,distance,relative\n"
            + "eng_Latn,embeddings,,2,2.5,0.01,1,0.1\ndeu_Latn,embeddings,,2,2.5,0.02,2,0.2\neng_Latn,query,0,3,,0.01,1,0.1\n");
    }
}
