# The app alone, for a machine that has containers; the data folder is a volume.
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt pyproject.toml README.md LICENSE ./
COPY slm_analytics slm_analytics
RUN pip install --no-cache-dir -r requirements.txt -e . && useradd --create-home slm && mkdir /data && chown slm /data
COPY app.py ./
COPY pages pages
COPY static static
COPY sample_data sample_data
COPY .streamlit .streamlit
USER slm
ENV SLM_DATA=/data
VOLUME /data
EXPOSE 8501
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
