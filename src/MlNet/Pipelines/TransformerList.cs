using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>Puts a chain of transformers together, none of which learns from rows any more.</summary>
sealed class TransformerList(DataViewSchema input)
{
    readonly List<ITransformer> _transformers = [];
    IDataView _view = new NamesView(input);

    public void Add(IEstimator<ITransformer> estimator) => Add(estimator.Fit(_view));

    public void Add(ITransformer transformer)
    {
        _transformers.Add(transformer);
        _view = transformer.Transform(_view);
    }

    public TransformerChain<ITransformer> ToChain() => new([.. _transformers]);
}
